package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.Waits;
import io.aeroarrow.admin.NodeProgress;
import io.aeroarrow.admin.NodeProgress.State;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.operation.Operation;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.query.BackgroundRequest;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Info commands on one query. Servers before 8.1 ignore {@code id} in {@code query-show}, and list all queries. */
@Timeout(60)
class QueryIdsTest {

    private static final String OTHER = "trid=5:ns=test:status=done(user-aborted):job-progress=100.00";

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    private FakeNode node(FakeNode.Answer answer, String build, String parameter) {
        return new FakeNode(answer).onInfo(name -> {
            if (name.equals("build")) {
                return build;
            }
            if (!name.startsWith("query-")) {
                return "ERROR:4:unrecognized command";
            }
            asked.add(name);
            if (name.startsWith("query-abort:")) {
                return name.startsWith("query-abort:" + parameter + "=") ? "ok" : "ERROR:4:bad param";
            }
            return name.startsWith("query-show:" + parameter + "=")
                    ? "trid=7:ns=test:status=active(ok):job-progress=10.00:recs-throttled=" + asked.size()
                    : OTHER + ";" + OTHER;
        });
    }

    @ParameterizedTest
    @CsvSource({"7.2.0.4,trid", "8.0.0.1,trid", "8.1.0.3,id", "8.2.1.0-rc1,id", "not-a-version,trid"})
    void aBackgroundJobIsNamedAsTheBuildOfTheNodeNeeds(String build, String parameter) {
        byte[] started = WireBytes.frame(WireBytes.last());
        try (FakeNode node = node(
                        (number, request, peer) -> {
                            peer.send(started);
                            return true;
                        },
                        build,
                        parameter);
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            BackgroundJob job = client.startBackground(BackgroundRequest.of("test", "set", List.of(Operation.touch())));
            assertThat(job.progress()).extracting(NodeProgress::state).containsExactly(State.RUNNING);
            job.abort();
            assertThat(asked)
                    .containsExactly(
                            "query-show:" + parameter + "=" + job.id(), "query-abort:" + parameter + "=" + job.id());
        }
    }

    @ParameterizedTest
    @CsvSource({"7.2.0.4,trid", "8.1.0.3,id"})
    void aSilentScanIsAskedForAndAbortedAsTheBuildOfTheNodeNeeds(String build, String parameter)
            throws InterruptedException {
        try (FakeNode node = node((number, request, peer) -> true, build, parameter);
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            Thread reader = new Thread(() -> {
                try (RecordCursors stream = client.unwrap(CursorClient.class)
                        .scan(ScanRequest.of("test", "set")
                                .withTimeouts(new Timeouts(Duration.ofMillis(400), Duration.ZERO, 0)))) {
                    stream.next();
                } catch (AeroArrowException e) {
                    // The interrupt below.
                }
            });
            reader.start();
            // A second question: the first answer was not taken for another query, which has ended.
            Waits.until(() -> asked.size() >= 2);
            reader.interrupt();
            Waits.until(() -> asked.stream().anyMatch(name -> name.startsWith("query-abort:")));
            reader.join();
            assertThat(asked).allSatisfy(name -> assertThat(name).containsPattern(":" + parameter + "=[0-9]+$"));
        }
    }
}
