package io.aeroarrow.bench.operations;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.bench.measure.BenchmarkServer;
import io.aeroarrow.embedded.EmbeddedAerospike;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that write or read wrong data are named before anything is measured. */
class ResultVerificationTest {

    private static final OperationLoad LOAD = new OperationLoad(20, 2, 4);

    private static EmbeddedAerospike server;
    private static BenchmarkServer target;
    private static OfficialClients official;

    @BeforeAll
    static void write() throws Exception {
        server = EmbeddedAerospike.builder().start();
        target = BenchmarkServer.external("127.0.0.1", server.addresses().get(0).getPort());
        official = new OfficialClients(target, LOAD);
        official.all().get(0).run(Workload.once(ClientOperation.PUT, LOAD), LOAD);
    }

    @AfterAll
    static void close() {
        official.close();
        server.close();
    }

    @Test
    void acceptsCorrectReads() {
        assertThatCode(() -> ResultVerification.check(List.of(official.all().get(0)), target, LOAD))
                .doesNotThrowAnyException();
    }

    @Test
    void namesTheClientThatReadsOtherValues() {
        BenchmarkClient wrong = withResult(ClientOperation.BATCH_GET, row -> row.accept(1, 2.5, "wrong"));
        assertThatThrownBy(() -> ResultVerification.check(List.of(wrong), target, LOAD))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(OfficialClients.SYNC + " read by batch_get");
    }

    @Test
    void namesTheClientThatWroteNothing() {
        BenchmarkClient idle = official.all().get(1);
        assertThatThrownBy(() -> ResultVerification.check(List.of(idle), target, LOAD))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(OfficialClients.ASYNC + " wrote");
    }

    private static BenchmarkClient withResult(ClientOperation operation, ReadRows found) {
        JavaBenchmarkClient right = (JavaBenchmarkClient) official.all().get(0);
        Map<ClientOperation, Call> calls = new HashMap<>(right.calls());
        calls.put(operation, (Call.Blocking) (first, keys) -> found);
        return new JavaBenchmarkClient(right.contestant(), right.records(), calls);
    }
}
