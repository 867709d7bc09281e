package io.aeroarrow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.ResultCode;
import io.aeroarrow.policy.AddressMap;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.Credentials;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.PoolConfig;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.query.ScanRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and that the refusal says what was wrong. */
class ModelTest {

    @ParameterizedTest
    @CsvSource({
        "host, host, 3000",
        "host:1, host, 1",
        "host:65535, host, 65535",
        "10.0.0.1:4100, 10.0.0.1, 4100",
        "[::1], ::1, 3000",
        "[fe80::1]:99, fe80::1, 99"
    })
    void hostsAreRead(String entry, String host, int port) {
        assertThat(HostAddress.parse(entry, 3000)).isEqualTo(new HostAddress(host, port));
    }

    @ParameterizedTest
    @CsvSource({
        "host:cluster-1:4333, host, cluster-1, 4333",
        "10.0.0.1:db.example.com:1, 10.0.0.1, db.example.com, 1",
        "[::1]:name:5000, ::1, name, 5000"
    })
    void hostsWithTlsNamesAreRead(String entry, String host, String tlsName, int port) {
        HostAddress read = HostAddress.parse(entry, 3000);
        assertThat(read).isEqualTo(new HostAddress(host, port, tlsName)).hasToString(entry);
        assertThat(read.certificateName()).isEqualTo(tlsName);
        assertThat(read).isNotEqualTo(new HostAddress(host, port));
        assertThat(new HostAddress(host, port).certificateName()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":",
                ":3000",
                "host:",
                "host:x",
                "host:0",
                "host:65536",
                "host:123456",
                "host:-1",
                "[::1",
                "[]",
                "[]:1",
                "[::1]x",
                "[::1]3000",
                "::1",
                "a:1:2",
                "host: 1",
                "host:name",
                "host:name:",
                "host::1",
                "host: :1",
                "host:name:x",
                "[::1]:name",
                "host:a:b:1"
            })
    void entriesThatAreNoHostAreRefused(String entry) {
        assertThatThrownBy(() -> HostAddress.parse(entry, 3000)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2001:db8::1|an IPv6 address needs brackets: [::1]:3000",
                "host:name|'name' is no port",
                "host::1|its TLS name is empty",
                "[::1|never closes it",
                "[::1]3000|behind ']' only a ':' can follow"
            })
    void whatIsWrongWithAHostIsSaid(String entry, String why) {
        assertThatThrownBy(() -> HostAddress.parse(entry, 3000))
                .hasMessageContaining("'" + entry + "' is not host, host:port or host:tls-name:port")
                .hasMessageContaining(why);
    }

    @Test
    void listsOfHosts() {
        assertThat(HostAddress.parseList("a, b:1 ,[::1]:2", 3000))
                .extracting(HostAddress::toString)
                .containsExactly("a:3000", "b:1", "[::1]:2");
        assertThatThrownBy(() -> HostAddress.parseList("a,,b", 3000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HostAddress.parseList("a,b:x", 3000)).hasMessageContaining("'b:x'");
    }

    @Test
    void partitionSets() {
        assertThat(PartitionSet.all().size()).isEqualTo(4096);
        assertThat(PartitionSet.range(0, 4096)).isEqualTo(PartitionSet.all());
        PartitionSet some = PartitionSet.range(4090, 6);
        assertThat(some.stream().toArray()).containsExactly(4090, 4091, 4092, 4093, 4094, 4095);
        assertThat(some).isEqualTo(PartitionSet.of(List.of(4095, 4094, 4093, 4092, 4091, 4090, 4090)));
        assertThat(some).hasSameHashCodeAs(PartitionSet.of(some.stream().boxed().toList()));
        assertThat(some.contains(4090)).isTrue();
        assertThat(some.contains(4089)).isFalse();
        assertThat(some.contains(-1)).isFalse();
        assertThat(some.contains(4096)).isFalse();
        assertThat(some).hasToString("6 partitions in 4090..4095");
        assertThat(PartitionSet.of(List.of())).hasToString("no partitions");
        List<Integer> visited = new ArrayList<>();
        some.forEach(visited::add);
        assertThat(visited).hasSize(6).isSorted();
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 0", "0, -1", "0, 4097", "4096, 1", "4095, 2", "1, 2147483647", "2147483647, 2147483647"})
    void rangesOutsideAreRefused(int first, int count) {
        assertThatThrownBy(() -> PartitionSet.range(first, count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not all in 0..4095");
    }

    @Test
    void partitionsOutsideAreRefused() {
        assertThatThrownBy(() -> PartitionSet.of(List.of(1, 4096))).hasMessageContaining("partition 4096");
        assertThatThrownBy(() -> PartitionSet.of(List.of(-1))).hasMessageContaining("partition -1");
    }

    @Test
    void configurations() {
        ClientConfig config = ClientConfig.of("host", 3000);
        assertThat(config).isEqualTo(ClientConfig.of(new HostAddress("host", 3000)));
        assertThatThrownBy(ClientConfig::of).hasMessageContaining("no seed host");
        assertThatThrownBy(() -> config.withSeeds(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> config.withConnectTimeout(Duration.ZERO))
                .hasMessageContaining("connectTimeout is PT0S");
        assertThatThrownBy(() -> config.withTendInterval(Duration.ofMillis(-1))).hasMessageContaining("tendInterval");
        assertThatThrownBy(() -> config.withMaxConnectionsPerNode(0))
                .hasMessageContaining("maxConnectionsPerNode is 0");
        ClientConfig changed =
                config.withClusterName("c").withServicesAlternate(true).withMaxConnectionsPerNode(7);
        assertThat(changed)
                .isEqualTo(config.withPool(PoolConfig.DEFAULT.withMax(7))
                        .withServicesAlternate(true)
                        .withClusterName("c"))
                .hasSameHashCodeAs(config.withPool(PoolConfig.DEFAULT.withMax(7))
                        .withServicesAlternate(true)
                        .withClusterName("c"))
                .isNotEqualTo(config);
        assertThat(changed.seeds()).isEqualTo(config.seeds());
        assertThat(changed.clusterName()).isEqualTo("c");
        assertThat(changed.useServicesAlternate()).isTrue();
        assertThat(changed.addressMap()).isEqualTo(AddressMap.NONE);
        assertThat(changed.rackIds()).isEmpty();
        assertThat(changed.connectTimeout()).isEqualTo(config.connectTimeout());
        assertThat(changed.tendInterval()).isEqualTo(config.tendInterval());
        assertThat(changed.pool()).isEqualTo(PoolConfig.DEFAULT.withMax(7));
        assertThat(changed.compression()).isFalse();
        assertThat(changed.tls()).isEmpty();
        assertThat(changed.credentials()).isEqualTo(Credentials.none());
        assertThat(changed.loginTimeout()).isEqualTo(config.loginTimeout());
    }

    @Test
    void whatGoesToAnotherProcessComesBackTheSame() throws IOException, ClassNotFoundException {
        for (Object value :
                List.of(ClientConfig.of("host", 1).withClusterName("c"), PartitionSet.range(7, 9), Timeouts.SCAN)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(value);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                assertThat(in.readObject()).isEqualTo(value);
            }
        }
    }

    @Test
    void timeouts() {
        assertThatThrownBy(() -> Timeouts.SCAN.withSocket(Duration.ZERO)).hasMessageContaining("hangs the read");
        assertThatThrownBy(() -> Timeouts.SCAN.withTotal(Duration.ofMillis(-1))).hasMessageContaining("total timeout");
        assertThatThrownBy(() -> Timeouts.SCAN.withMaxRetries(-1)).hasMessageContaining("maxRetries is -1");
        assertThat(Timeouts.SCAN.withTotal(Duration.ZERO)).isEqualTo(Timeouts.SCAN);
    }

    @Test
    void binNames() {
        assertThat(Bin.requireName("fifteen-bytes-x")).hasSize(15);
        for (String name : new String[] {"", "sixteen-bytes-xx", "日本日本日本", "a\0b"}) {
            assertThatThrownBy(() -> new Bin(name, Value.of(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + name + "'");
        }
        assertThatThrownBy(() -> BinSelection.of(List.of("a", "b", "a"))).hasMessageContaining("named twice");
        assertThat(BinSelection.of(List.of())).isEqualTo(BinSelection.none());
    }

    @Test
    void keysAreIntegersStringsOrBlobs() {
        assertThat(new Key("ns", "", Value.of(new byte[] {1}))).isEqualTo(new Key("ns", "", Value.of(new byte[] {1})));
        for (Value value : List.of(Value.of(1.5), Value.of(true), Value.geoJson("{}"), Value.ofNull())) {
            assertThatThrownBy(() -> new Key("ns", "set", value)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void digestsStandInPlaceOfUserKeys() {
        Key key = Key.ofDigest("ns", "set", new byte[20]);
        assertThat(key).isEqualTo(Key.ofDigest("ns", "set", new byte[20]));
        assertThat(key).isNotEqualTo(Key.ofDigest("ns", "other", new byte[20]));
        assertThat(key.userKey()).isEqualTo(Value.ofNull());
        assertThatThrownBy(() -> Key.ofDigest("ns", "set", new byte[19])).hasMessageContaining("20 bytes, not 19");
        assertThatThrownBy(() -> new Key("ns", "set", Value.of(1), key.knownDigest()))
                .hasMessageContaining("in place of a user key");
    }

    @Test
    void blobsAreCopiedInAndOut() {
        byte[] bytes = {1, 2};
        Value.BlobValue blob = (Value.BlobValue) Value.of(bytes);
        bytes[0] = 9;
        blob.bytes()[1] = 9;
        assertThat(blob.bytes()).containsExactly(1, 2);
        assertThat(blob).hasToString("BlobValue[2 bytes]");
    }

    @Test
    void resultCodesInWords() {
        assertThat(ResultCode.describe(20)).startsWith("20 NAMESPACE: ");
        assertThat(ResultCode.describe(199)).isEqualTo("result code 199");
        for (ResultCode code : ResultCode.values()) {
            assertThat(ResultCode.describe(code.code())).contains(code.name());
            assertThat(code.is(code.code())).isTrue();
        }
    }

    @Test
    void scansOfNothingAreRefused() {
        ScanRequest scan = ScanRequest.of("ns", "set");
        assertThatThrownBy(() -> scan.withPartitions(PartitionSet.of(List.of())))
                .hasMessageContaining("no partitions");
        assertThatThrownBy(() -> scan.withMaxRecords(-1)).hasMessageContaining("maxRecords is -1");
    }
}
