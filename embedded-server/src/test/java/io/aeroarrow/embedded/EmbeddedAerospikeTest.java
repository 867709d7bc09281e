package io.aeroarrow.embedded;

import static io.aeroarrow.embedded.fault.FaultTarget.on;
import static io.aeroarrow.embedded.fault.Occurrence.once;
import static io.aeroarrow.embedded.fault.RequestType.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.Host;
import com.aerospike.client.Key;
import com.aerospike.client.policy.ClientPolicy;
import io.aeroarrow.embedded.fault.Fault;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EmbeddedAerospikeTest {

    private static AerospikeClient connect(EmbeddedAerospike aerospike, ClientPolicy policy) {
        return new AerospikeClient(OfficialClient.patient(policy), new Host(aerospike.host(), aerospike.port()));
    }

    @Test
    void isOneNodeOnLoopbackByDefault() throws java.io.IOException {
        try (EmbeddedAerospike aerospike = EmbeddedAerospike.start();
                AerospikeClient client = connect(aerospike, new ClientPolicy())) {
            assertThat(InetAddress.getByName(aerospike.host()).isLoopbackAddress())
                    .isTrue();
            assertThat(client.getNodes()).hasSize(1);
            assertThat(aerospike.addresses()).hasSize(1);
            assertThat(aerospike.node(0).port()).isEqualTo(aerospike.port());
            assertThatThrownBy(aerospike::cluster).hasMessageContaining("nodes(n)");
            assertThatThrownBy(() -> aerospike.node(1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void isAClusterOnRequest() {
        try (EmbeddedAerospike aerospike = EmbeddedAerospike.builder()
                        .nodes(3)
                        .namespaces("test", "other")
                        .cluster(cluster -> cluster.replicationFactor(3).clusterName("three"))
                        .start();
                AerospikeClient client = connect(aerospike, new ClientPolicy())) {
            aerospike.load("other", "s").put("k", Map.of("a", 1));
            assertThat(client.getNodes()).hasSize(3);
            aerospike.cluster().kill(1);
            aerospike.cluster().kill(2);
            assertThat(client.get(null, new Key("other", "s", "k")).getInt("a")).isEqualTo(1);
            assertThat(aerospike.objects()).isEqualTo(1);
        }
    }

    @Test
    void needsALoginIfItHasUsers() {
        ServerSecurity users =
                ServerSecurity.builder().user("reader", "secret", "read").build();
        try (EmbeddedAerospike aerospike =
                EmbeddedAerospike.builder().users(users).start()) {
            assertThatThrownBy(() -> connect(aerospike, new ClientPolicy()).close())
                    .isInstanceOf(AerospikeException.class);
            ClientPolicy reader = new ClientPolicy();
            reader.user = "reader";
            reader.password = "secret";
            try (AerospikeClient client = connect(aerospike, reader)) {
                assertThat(client.exists(null, new Key("test", "s", 1))).isFalse();
            }
        }
    }

    @Test
    void appliesFaults() {
        try (EmbeddedAerospike aerospike = EmbeddedAerospike.start();
                AerospikeClient client = connect(aerospike, new ClientPolicy())) {
            aerospike.faults().add(Fault.result(13), on(READ), once());
            assertThatThrownBy(() -> client.get(null, new Key("test", "s", 1)))
                    .isInstanceOfSatisfying(
                            AerospikeException.class,
                            e -> assertThat(e.getResultCode()).isEqualTo(13));
            assertThat(client.get(null, new Key("test", "s", 1))).isNull();
        }
    }
}
