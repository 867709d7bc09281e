package io.aeroarrow.internal.admin;

import static io.aeroarrow.embedded.fault.FaultTarget.on;
import static io.aeroarrow.embedded.fault.RequestType.INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.aeroarrow.Waits;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.admin.NamespaceCount;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.admin.SetCount;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.BackgroundJob;
import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultRule;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.query.BackgroundRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Counts, indexes and namespaces, while one of three nodes refuses connections or is silent. */
@Timeout(60)
class MissingNodeTest {

    private static final int RECORDS = 3_000;
    private static final Percentage ROUGHLY = Percentage.withPercentage(15);
    private static final Timeouts SHORT = Timeouts.LOOKUP.withTotal(Duration.ofSeconds(4));

    private static EmbeddedCluster servers(UnaryOperator<EmbeddedCluster.Builder> setup) {
        EmbeddedCluster servers = setup.apply(EmbeddedCluster.builder()).start();
        for (int i = 0; i < RECORDS; i++) {
            servers.load("test", "numbers").put(i, Map.of("n", i));
        }
        servers.load("test", "single").put(1, Map.of("n", 1));
        return servers;
    }

    private static ClientConfig config(EmbeddedCluster servers) {
        return ClientConfig.of(servers.addresses().stream()
                        .map(address -> new HostAddress("127.0.0.1", address.getPort()))
                        .toArray(HostAddress[]::new))
                .withTendInterval(Duration.ofMillis(50));
    }

    private static long count(List<SetCount> sets, String name) {
        return sets.stream()
                .filter(set -> set.name().equals(name))
                .mapToLong(SetCount::objects)
                .sum();
    }

    private static void assertRoughlyCounted(AeroArrowClient client) {
        List<SetCount> sets = client.sets("test");
        assertThat(count(sets, "numbers")).isCloseTo(RECORDS, ROUGHLY);
        assertThat(count(sets, "single")).isPositive();
        List<NamespaceCount> namespaces = client.namespaces();
        assertThat(namespaces).hasSize(1);
        assertThat(namespaces.get(0).objects()).isCloseTo(RECORDS + 1, ROUGHLY);
        assertThat(client.namespaceNames()).containsExactly("test");
        assertThat(client.sets("unknown")).isEmpty();
    }

    private static void assertCounted(AeroArrowClient client) {
        assertThat(client.sets("test"))
                .extracting(SetCount::name, SetCount::objects)
                .containsExactly(tuple("numbers", (long) RECORDS), tuple("single", 1L));
        assertThat(client.namespaces()).extracting(NamespaceCount::objects).containsExactly(RECORDS + 1L);
    }

    @Test
    void countsWithoutANodeThatRefuses() {
        try (EmbeddedCluster servers = servers(setup -> setup);
                AeroArrowClient client = AeroArrowClient.connect(config(servers))) {
            assertCounted(client);
            servers.killUnnoticed(1);
            assertRoughlyCounted(client);
            servers.noticeDeaths();
            servers.restart(1);
            // Until the partitions of the node are known, the counts are estimates.
            Waits.until(() -> client.namespaces().get(0).objects() == RECORDS + 1L);
            Waits.until(() -> count(client.sets("test"), "numbers") == RECORDS);
        }
    }

    @Test
    void countsWithoutANodeThatIsSilent() {
        try (EmbeddedCluster servers = servers(setup -> setup);
                AeroArrowClient client = AeroArrowClient.connect(config(servers))) {
            FaultRule silence = servers.faults(1).add(Fault.stallAfter(0), on(INFO));
            assertRoughlyCounted(client);
            silence.remove();
            Waits.until(() -> count(client.sets("test"), "numbers") == RECORDS);
        }
    }

    @Test
    void waitsForTheClusterToHealIfThereIsNoReplica() {
        try (EmbeddedCluster servers =
                        servers(setup -> setup.replicationFactor(1).durable());
                AeroArrowClient client = AeroArrowClient.connect(config(servers))) {
            servers.killUnnoticed(1);
            long retries = client.metrics().retries();
            CompletableFuture<List<SetCount>> sets = client.async().sets("test");
            CompletableFuture<List<NamespaceCount>> namespaces = client.async().namespaces();
            Waits.until(() -> client.metrics().retries() >= retries + 4);
            assertThat(sets).isNotDone();
            assertThat(namespaces).isNotDone();
            servers.restart(1);
            assertThat(count(sets.join(), "numbers")).isEqualTo(RECORDS);
            assertThat(namespaces.join().get(0).objects()).isEqualTo(RECORDS + 1);
        }
    }

    @Test
    void namesTheNodeIfTheClusterDoesNotHeal() {
        try (EmbeddedCluster servers = servers(setup -> setup.replicationFactor(1));
                Cluster cluster = Cluster.connect(config(servers))) {
            String port = ":" + servers.addresses().get(1).getPort();
            servers.faults(1).add(Fault.stallAfter(0), on(INFO));
            DeadlineExceededException silent = failure(cluster);
            assertThat(silent.node().orElseThrow()).endsWith(port);
            assertThat(silent).hasMessageContaining("do not hold a copy of each partition");
            servers.killUnnoticed(1);
            DeadlineExceededException refused = failure(cluster);
            assertThat(refused.node().orElseThrow()).endsWith(port);
            assertThat(refused.earlierFailures()).isNotEmpty();
        }
    }

    private static DeadlineExceededException failure(Cluster cluster) {
        CompletionException failure = catchThrowableOfType(
                CompletionException.class,
                () -> ClusterSurvey.start(cluster, "test"::equals, SHORT, Runnable::run)
                        .join());
        assertThat(failure.getCause()).isInstanceOf(DeadlineExceededException.class);
        return (DeadlineExceededException) failure.getCause();
    }

    @Test
    void listsIndexesWithoutNodesThatDoNotAnswer() {
        try (EmbeddedCluster servers = servers(setup -> setup);
                AeroArrowClient client = AeroArrowClient.connect(config(servers))) {
            client.createIndex(SecondaryIndex.of("test", "numbers", "by_n", "n", IndexType.NUMERIC));
            servers.killUnnoticed(0);
            assertThat(client.indexes("test")).hasSize(1);
            servers.faults(1).add(Fault.stallAfter(0), on(INFO));
            assertThat(client.indexes("test")).hasSize(1);
        }
    }

    @Test
    void listsIndexesWhenTheWholeClusterIsBack() {
        try (EmbeddedCluster servers = servers(setup -> setup.durable());
                AeroArrowClient client = AeroArrowClient.connect(config(servers))) {
            servers.killAll();
            CompletableFuture<?> indexes = client.async().indexes("test");
            long retries = client.metrics().retries();
            Waits.until(() -> client.metrics().retries() >= retries + 2);
            assertThat(indexes).isNotDone();
            servers.restartAll();
            assertThat(indexes.join()).isEqualTo(List.of());
        }
    }

    @Test
    void startsABackgroundRequestWhenAllNodesAnswer() {
        try (EmbeddedCluster servers = servers(setup -> setup);
                AeroArrowClient client = AeroArrowClient.connect(config(servers))) {
            servers.killUnnoticed(1);
            long retries = client.metrics().retries();
            CompletableFuture<BackgroundJob> job =
                    client.async().startBackground(BackgroundRequest.delete("test", "numbers"));
            Waits.until(() -> client.metrics().retries() >= retries + 2);
            assertThat(job).isNotDone();
            servers.noticeDeaths();
            job.join().await(Duration.ofSeconds(20));
            Waits.until(() -> count(client.sets("test"), "numbers") == 0);
        }
    }

    private static boolean knowsNoNode(AeroArrowClient client) {
        try {
            return client.namespaceNames().isEmpty();
        } catch (ConnectionFailedException e) {
            return true;
        }
    }

    @Test
    void waitsForAnIndexUntilTheWholeClusterIsBack() {
        try (EmbeddedCluster servers = servers(setup -> setup.durable());
                AeroArrowClient client = AeroArrowClient.connect(config(servers))) {
            client.createIndex(SecondaryIndex.of("test", "numbers", "by_n", "n", IndexType.NUMERIC));
            servers.killAll();
            Waits.until(() -> knowsNoNode(client));
            CompletableFuture<?> index = client.async().awaitIndex("test", "by_n", Duration.ofSeconds(50));
            assertThat(index).isNotDone();
            servers.restartAll();
            assertThat(index).succeedsWithin(Duration.ofSeconds(50));
        }
    }

    @Test
    void waitsForAnIndexUntilAMissingNodeIsBack() {
        try (EmbeddedCluster servers = servers(setup -> setup);
                AeroArrowClient client = AeroArrowClient.connect(config(servers))) {
            client.createIndex(SecondaryIndex.of("test", "numbers", "by_n", "n", IndexType.NUMERIC));
            client.awaitIndex("test", "by_n", Duration.ofSeconds(20));
            servers.faults(1).add(Fault.stallAfter(0), on(INFO));
            assertThatThrownBy(() -> client.awaitIndex("test", "by_n", Duration.ofMillis(300)))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("by_n")
                    .hasMessageContaining(":" + servers.addresses().get(1).getPort());
            servers.faults(1).clear();
            servers.killUnnoticed(1);
            Waits.until(() -> client.metrics().nodes().size() == 2);
            assertThatThrownBy(() -> client.awaitIndex("test", "by_n", Duration.ofMillis(300)))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("partitions have no master");
            CompletableFuture<Void> ready = client.async().awaitIndex("test", "by_n", Duration.ofSeconds(20));
            servers.restart(1);
            ready.join();
        }
    }

    @Test
    void closingEndsAWaitForTheCluster() {
        try (EmbeddedCluster servers = servers(setup -> setup.replicationFactor(1))) {
            AeroArrowClient client = AeroArrowClient.connect(config(servers));
            servers.killUnnoticed(1);
            CompletableFuture<?> sets = client.async().sets("test");
            client.close();
            assertThatThrownBy(sets::join).hasCauseInstanceOf(ClientClosedException.class);
        }
    }
}
