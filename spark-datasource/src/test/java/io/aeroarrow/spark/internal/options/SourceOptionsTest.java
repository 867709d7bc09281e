package io.aeroarrow.spark.internal.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.client.IndexUse;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.ReplicaPolicy;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceOptionsTest {

    @Test
    void hasTheDocumentedDefaults() {
        SourceOptions options = parse(Map.of("namespace", "test"));
        assertThat(options.client().seeds()).containsExactly(new HostAddress("localhost", 3000));
        assertThat(options.set()).isEmpty();
        assertThat(options.tableName()).isEqualTo("test");
        assertThat(options.plan().partitions()).isZero();
        assertThat(options.read().batchRows()).isEqualTo(16_384);
        assertThat(options.read().batchBytes()).isEqualTo(32 << 20);
        assertThat(options.read().onMismatch()).isEqualTo(OnMismatch.FAIL);
        assertThat(options.read().emptyRecords()).isEqualTo(EmptyRecords.KEEP);
        assertThat(options.read().scanTimeouts().socket()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.read().scanTimeouts().total()).isEqualTo(Duration.ZERO);
    }

    @Test
    void readsEveryOption() {
        SourceOptions options = parse(Map.ofEntries(
                Map.entry("HOST", "a, b:4000,[::1]:5000"),
                Map.entry("port", "3300"),
                Map.entry("namespace", "ns"),
                Map.entry("set", "s"),
                Map.entry("clusterName", "c"),
                Map.entry("useServicesAlternate", "TRUE"),
                Map.entry("addressMap", "10.0.0.1=node1:4000"),
                Map.entry("replica", "prefer_rack"),
                Map.entry("rackIds", "2, 1"),
                Map.entry("partitions", "7"),
                Map.entry("batchRows", "11"),
                Map.entry("batchBytes", "12"),
                Map.entry("onMismatch", "null"),
                Map.entry("projection", "drop_empty"),
                Map.entry("sampleRecords", "13"),
                Map.entry("socketTimeout", "14"),
                Map.entry("totalTimeout", "15"),
                Map.entry("maxRetries", "16"),
                Map.entry("connectTimeout", "17"),
                Map.entry("maxConnectionsPerNode", "18")));
        assertThat(options.client().seeds())
                .containsExactly(new HostAddress("a", 3300), new HostAddress("b", 4000), new HostAddress("::1", 5000));
        assertThat(options.tableName()).isEqualTo("ns.s");
        assertThat(options.client().clusterName()).isEqualTo("c");
        assertThat(options.client().useServicesAlternate()).isTrue();
        assertThat(options.client().addressMap().translate(new HostAddress("10.0.0.1", 3000)))
                .isEqualTo(new HostAddress("node1", 4000));
        assertThat(options.client().rackIds()).containsExactly(2, 1);
        assertThat(options.read().routing().replica()).isEqualTo(ReplicaPolicy.PREFER_RACK);
        assertThat(options.client().connectTimeout()).isEqualTo(Duration.ofMillis(17));
        assertThat(options.client().pool().max()).isEqualTo(18);
        assertThat(options.plan().partitions()).isEqualTo(7);
        assertThat(options.read().batchRows()).isEqualTo(11);
        assertThat(options.read().batchBytes()).isEqualTo(12);
        assertThat(options.read().onMismatch()).isEqualTo(OnMismatch.NULL);
        assertThat(options.read().emptyRecords()).isEqualTo(EmptyRecords.DROP);
        assertThat(options.read().sampleRecords()).isEqualTo(13);
        assertThat(options.read().scanTimeouts().socket()).isEqualTo(Duration.ofMillis(14));
        assertThat(options.read().scanTimeouts().total()).isEqualTo(Duration.ofMillis(15));
        assertThat(options.read().scanTimeouts().maxRetries()).isEqualTo(16);
    }

    @Test
    void readsEveryAlias() {
        for (SourceOption option : SourceOption.all()) {
            for (String alias : option.aliases()) {
                assertThat(values(Map.of(alias, " x ")).text(option)).as(alias).isEqualTo("x");
                assertThat(values(Map.of(alias, "x", option.key(), "y")).text(option))
                        .as(alias)
                        .isEqualTo("y");
            }
            assertThat(values(Map.of("aerospike." + option.key(), "x")).text(option))
                    .isEqualTo("x");
        }
    }

    @Test
    void prefersOptionsOfTheOperationByAnyName() {
        SourceOptions options = SourceOptions.parse(
                Map.of("aerospike.seedhost", "near", "batchRows", "1"),
                Map.of("host", "far", "namespace", "n", "batchRows", "2", "batchBytes", "3"));
        assertThat(options.client().seeds()).containsExactly(new HostAddress("near", 3000));
        assertThat(options.read().batchRows()).isEqualTo(1);
        assertThat(options.read().batchBytes()).isEqualTo(3);
    }

    @Test
    void parsesSetsWholeNamespacesAndRecordsWithoutASet() {
        assertThat(parse(Map.of("namespace", "n", "set", "s")).scope().isSet()).isTrue();
        SourceOptions all = parse(Map.of("namespace", "n", "set", "__all"));
        assertThat(all.tableName())
                .isEqualTo("n")
                .isEqualTo(parse(Map.of("namespace", "n")).tableName());
        assertThat(all.set()).isEmpty();
        assertThat(all.scope().filter()).isEmpty();
        SourceOptions none = parse(Map.of("namespace", "n", "set", "__default"));
        assertThat(none.tableName()).isEqualTo("n.__default");
        assertThat(none.set()).isEmpty();
        assertThat(none.scope().filter()).contains(Filter.setName().equalTo(""));
    }

    @Test
    void parsesPlanSettings() {
        PlanSettings plan = parse(Map.of(
                        "namespace",
                        "n",
                        "partitionFilter",
                        "0-2, 9",
                        "aerospike.sindex",
                        "by_age",
                        "pushDown",
                        "false"))
                .plan();
        assertThat(plan.aerospikePartitions().stream()).containsExactly(0, 1, 2, 9);
        assertThat(plan.index()).isEqualTo(IndexUse.named("by_age"));
        assertThat(plan.pushDown()).isFalse();
        assertThat(plan.filter()).isNull();
        assertThat(parse(Map.of("namespace", "n", "aerospike.sindex.enable", "false"))
                        .plan()
                        .index())
                .isEqualTo(IndexUse.off());
        assertThat(parse(Map.of("namespace", "n", "aerospike.pushdown.expressions", "kwOTUQKhYQU="))
                        .plan()
                        .filter())
                .isEqualTo(Filter.expression("kwOTUQKhYQU="));
        assertInvalid("partitionFilter", "5-4", "numbers from 0 to 4095 and ranges");
        assertInvalid("partitionFilter", "x", "numbers from 0 to 4095 and ranges");
        assertInvalid("filterExpression", "?", "option 'filterExpression'");
        assertInvalid("partitions", "32769", "a number from 1 to 32768");
    }

    @Test
    void convertsPartitionFactorsToPowersOfTwo() {
        assertThat(parse(Map.of("namespace", "n", "aerospike.partition.factor", "8"))
                        .plan()
                        .partitions())
                .isEqualTo(256);
        assertInvalid("aerospike.partition-factor", "x", "option 'partitions' is 'x'");
    }

    @Test
    void suggestsTheNearestNameForAMisspelledOne() {
        assertInvalid("aerospike.seed.hosts", "h", "did you mean 'aerospike.seedhost'?");
        assertInvalid("aerospike.batchrow", "1", "no option 'aerospike.batchrow'; did you mean 'batchRows'?");
        assertInvalid("aerospike.nothing-like-it", "1", "options.md lists all options");
        assertInvalid("aerospike.tls.keystore-file", "f", "'tlsTrustedCertificates'");
        assertInvalid("batch_rows", "1", "did you mean 'batchRows'?");
        assertInvalid("namspace", "1", "did you mean 'namespace'?");
        assertInvalid("hosst", "h", "did you mean 'host'?");
    }

    @Test
    void ignoresOptionsOfSpark() {
        for (String name : List.of(
                "provider",
                "location",
                "comment",
                "owner",
                "header",
                "inferSchema",
                "mergeSchema",
                "checkpointLocation",
                "queryName",
                "outputMode",
                "truncate",
                "numRows",
                "timestampFormat",
                "timeZone",
                "numPartitions",
                "dbtable",
                "url",
                "key",
                "sep")) {
            assertThat(parse(Map.of("namespace", "n", name, "x")).namespace()).isEqualTo("n");
        }
    }

    @Test
    void knowsEveryNameOfAerospikesConnector() {
        String names = """
            seedhost port seed-nodes namespace set read-set writeset timeout sockettimeout schema.scan schema.flexible
            partition.factor partition-factor recordspersecond transaction.rate compression pushdown.expressions sindex
            sindex.enable updateByKey updateByDigest write.mode sendKey commitLevel generationPolicy keyColumn
            digestColumn expiryColumn generationColumn ttlColumn user password authMode\
            """;
        for (String name : names.strip().split("\\s+", -1)) {
            assertThat(OptionNames.read(Map.of("aerospike." + name, "1")))
                    .as(name)
                    .hasSize(1);
        }
        for (String name : List.of("keyPath", "featureKey", "maxthreadcount", "batchMax", "keyType", "log.level")) {
            assertThat(UnmappedOption.accepts("aerospike." + name, "x")).isTrue();
        }
    }

    @Test
    void ignoresOrRejectsOptionsWithoutACounterpart() {
        assertThat(parse(Map.of(
                                "namespace",
                                "n",
                                "aerospike.keyPath",
                                "/etc/features.conf",
                                "aerospike.log.level",
                                "debug",
                                "aerospike.keyColumn",
                                "__key"))
                        .namespace())
                .isEqualTo("n");
        assertInvalid("aerospike.digestType", "hex", "Digests are binary");
        assertInvalid("aerospike.digestType", "string", "hex(__digest)");
        assertInvalid("aerospike.sample.size", "5", "Use .limit(n) or TABLESAMPLE in the query.");
    }

    @Test
    void mapsFlexibleSchemaToOnMismatch() {
        assertThat(parse(Map.of("namespace", "n", "aerospike.schema.flexible", "true"))
                        .read()
                        .onMismatch())
                .isEqualTo(OnMismatch.NULL);
        assertThat(parse(Map.of("namespace", "n", "aerospike.schema.flexible", "false"))
                        .read()
                        .onMismatch())
                .isEqualTo(OnMismatch.FAIL);
    }

    @Test
    void namesInvalidValuesAndTheAllowedOnes() {
        assertInvalid("rackIds", "1,x", "option 'rackIds' is '1,x'; it must be a list of numbers");
        assertInvalid(
                "replica", "nearest", "'replica' is 'nearest'; it must be one of MASTER, MASTER_PROLES, PREFER_RACK");
        assertInvalid("addressMap", "a", "option 'addressMap' is 'a'; it must be a list of advertised=reachable");
        assertInvalid("port", "0", "option 'port' is '0'; it must be a number from 1 to 65535");
        assertInvalid("partitions", "50000", "1 to 32768");
        assertInvalid("batchRows", "x", "option 'batchRows' is 'x'");
        assertInvalid("onMismatch", "maybe", "FAIL");
        assertInvalid("useServicesAlternate", "yes", "FALSE, TRUE");
        assertInvalid("host", "a:b", "'a:b'");
        assertInvalid("host", "", "its host is empty");
    }

    @Test
    void survivesSerialization() throws IOException, ClassNotFoundException {
        SourceOptions options = parse(Map.of("namespace", "test", "set", "s"));
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(options)))) {
            assertThat(in.readObject()).isEqualTo(options);
        }
    }

    private static byte[] bytes(SourceOptions options) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(options);
        }
        return bytes.toByteArray();
    }

    private static OptionValues values(Map<String, String> given) {
        return OptionValues.of(given, Map.of());
    }

    private static void assertInvalid(String option, String value, String message) {
        assertThatThrownBy(() -> parse(Map.of("namespace", "n", option, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static SourceOptions parse(Map<String, String> given) {
        return SourceOptions.parse(given);
    }
}
