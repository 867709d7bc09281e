package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import com.aerospike.client.Record;
import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.admin.NodeProgress;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.BackgroundJob;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.Operation;
import io.aeroarrow.query.BackgroundRequest;
import io.aeroarrow.query.IndexQuery;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Creates and drops indexes, and runs background writes and deletes. */
@ExtendWith(AerospikeExtension.class)
class BackgroundConformanceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @AutoClose
    private static TestCluster cluster;

    private static AeroArrowClient client;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
        client = cluster.aero().client();
    }

    private static String filled(int records) {
        String set = cluster.newSet();
        for (int i = 0; i < records; i++) {
            cluster.put(set, i, new Bin("n", i), new Bin("s", "v" + i % 3));
        }
        return set;
    }

    private static Record get(String set, int key) {
        return cluster.official().get(null, TestCluster.key(set, key));
    }

    private static long sum(List<NodeProgress> progress, ToLongFunction<NodeProgress> count) {
        return progress.stream().mapToLong(count).sum();
    }

    private static void assertCode(ResultCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServerErrorException.class,
                        e -> assertThat(e.resultCode()).as("%s", e).isEqualTo(code.code()));
    }

    @Test
    void anIndexIsCreatedListedQueriedAndDropped() {
        String set = filled(100);
        SecondaryIndex index = SecondaryIndex.of(NAMESPACE, set, "made_" + set, "n", IndexType.NUMERIC);
        client.createIndex(index);
        try {
            client.awaitIndex(NAMESPACE, index.name(), PATIENCE);
            assertThat(client.indexes(NAMESPACE))
                    .contains(IndexStatus.of(NAMESPACE, set, index.name(), "n", IndexType.NUMERIC)
                            .withCollection(IndexCollection.DEFAULT)
                            .withReadable(true));
            client.createIndex(index);
            assertCode(
                    ResultCode.INDEX_FOUND,
                    () -> client.createIndex(
                            SecondaryIndex.of(NAMESPACE, set, index.name(), "other", IndexType.NUMERIC)));
            assertThatThrownBy(() -> client.createIndex(
                            SecondaryIndex.of(NAMESPACE, set, "again_" + set, "n", IndexType.NUMERIC)))
                    .hasMessageContaining("exists under the name '" + index.name() + "'");
        } finally {
            client.dropIndex(NAMESPACE, index.name());
        }
        assertThat(client.indexes(NAMESPACE)).noneMatch(status -> status.name().equals(index.name()));
        assertCode(ResultCode.INDEX_NOT_FOUND, () -> client.dropIndex(NAMESPACE, index.name()));
        assertCode(ResultCode.INDEX_NOT_FOUND, () -> client.awaitIndex(NAMESPACE, index.name(), PATIENCE));
        assertCode(
                ResultCode.NAMESPACE,
                () -> client.createIndex(SecondaryIndex.of("nope", set, "x", "n", IndexType.NUMERIC)));
        assertThatThrownBy(() -> client.createIndex(SecondaryIndex.of(NAMESPACE, set, "a;b", "n", IndexType.NUMERIC)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBackgroundWriteAppliesToFilteredRecords() {
        String set = filled(300);
        BackgroundJob job = client.startBackground(BackgroundRequest.of(
                        NAMESPACE, set, List.of(Operation.add("n", 1000), Operation.write("done", Value.of("yes"))))
                .withFilter(Filter.bin("n").lessThan(100)));

        List<NodeProgress> done = job.await(PATIENCE);

        assertThat(done).allMatch(NodeProgress::isComplete);
        assertThat(sum(done, NodeProgress::succeeded)).isEqualTo(100);
        assertThat(sum(done, NodeProgress::filtered)).isEqualTo(200);
        assertThat(sum(done, NodeProgress::looked)).isEqualTo(300);
        assertThat(get(set, 99).getLong("n")).isEqualTo(1099);
        assertThat(get(set, 99).getString("done")).isEqualTo("yes");
        assertThat(get(set, 100).getLong("n")).isEqualTo(100);
    }

    @Test
    void aBackgroundDeleteAppliesToIndexedRecords() {
        String set = filled(90);
        cluster.newIndex(
                set,
                "s",
                com.aerospike.client.query.IndexType.STRING,
                com.aerospike.client.query.IndexCollectionType.DEFAULT);
        BackgroundJob job = client.startBackground(BackgroundRequest.delete(NAMESPACE, set)
                .withIndex(IndexQuery.bin("s").equalTo("v1")));

        assertThat(sum(job.await(PATIENCE), NodeProgress::succeeded)).isEqualTo(30);
        assertThat(get(set, 1)).isNull();
        assertThat(get(set, 2)).isNotNull();
    }

    @Test
    void aSlowJobReportsItsProgressAndCanBeStopped() {
        String set = filled(200);
        BackgroundJob job = client.startBackground(
                BackgroundRequest.of(NAMESPACE, set, List.of(Operation.touch())).withRecordsPerSecond(10));

        assertThat(job.progress()).anyMatch(node -> node.state() == NodeProgress.State.RUNNING);
        assertThatThrownBy(() -> job.await(Duration.ofMillis(300)))
                .isInstanceOf(DeadlineExceededException.class)
                .hasMessageContaining("goes on");
        job.abort();

        assertCode(ResultCode.QUERY_ABORT, () -> job.await(PATIENCE));
        assertThat(sum(job.progress(), NodeProgress::succeeded)).isBetween(1L, 199L);
    }

    @Test
    void anUnknownJobIsNotReportedAsDone() {
        String set = filled(1);
        BackgroundJob job = client.startBackground(BackgroundRequest.of(NAMESPACE, set, List.of(Operation.touch())));
        job.await(PATIENCE);
        // Servers keep the last 100 jobs.
        for (int i = 0; i < 110; i++) {
            client.startBackground(BackgroundRequest.of(NAMESPACE, set, List.of(Operation.touch())))
                    .await(PATIENCE);
        }
        assertThatThrownBy(() -> job.await(PATIENCE))
                .isInstanceOfSatisfying(
                        ServerErrorException.class, e -> assertThat(e.inDoubt()).isTrue())
                .hasMessageContaining("is not known at node");
    }

    @Test
    void anInvalidJobIsRejected() {
        String set = filled(1);
        BackgroundRequest touch = BackgroundRequest.of(NAMESPACE, set, List.of(Operation.touch()));
        assertCode(ResultCode.PARAMETER, () -> client.startBackground(touch.withRecordsPerSecond(20_000)));
        assertCode(
                ResultCode.INDEX_NOT_FOUND,
                () -> client.startBackground(touch.withIndex(IndexQuery.bin("n").equalTo(1))));
        assertThatThrownBy(() -> BackgroundRequest.of(NAMESPACE, set, List.of(Operation.read("n"))))
                .isInstanceOf(IllegalArgumentException.class);
        // An empty set has no work.
        assertThat(client.startBackground(BackgroundRequest.of(NAMESPACE, cluster.newSet(), List.of(Operation.touch())))
                        .await(PATIENCE))
                .allMatch(node -> node.state() == NodeProgress.State.NOTHING_TO_DO);
    }
}
