package io.aeroarrow.bench.operations;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.bench.Target;
import io.aeroarrow.embedded.EmbeddedAerospike;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What contenders read is compared before anything is measured. */
class VerificationTest {

    private static final Load LOAD = new Load(20, 2, 4);

    private static EmbeddedAerospike server;
    private static Target target;
    private static OfficialContenders official;

    @BeforeAll
    static void write() throws Exception {
        server = EmbeddedAerospike.builder().start();
        target = Target.named("127.0.0.1", server.addresses().get(0).getPort());
        official = new OfficialContenders(target, LOAD);
        official.all().get(0).run(Operation.PUT, LOAD);
    }

    @AfterAll
    static void close() {
        official.close();
        server.close();
    }

    @Test
    void who_reads_what_is_there_passes() {
        assertThatCode(() -> Verification.check(List.of(official.all().get(0)), target, LOAD))
                .doesNotThrowAnyException();
    }

    @Test
    void who_reads_something_else_is_named() {
        Contender wrong = falsified(Operation.BATCH_GET, row -> row.accept(1, 2.5, "wrong"));
        assertThatThrownBy(() -> Verification.check(List.of(wrong), target, LOAD))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(OfficialContenders.SYNC + " read by batch_get");
    }

    @Test
    void who_has_not_written_is_named() {
        Contender idle = official.all().get(1);
        assertThatThrownBy(() -> Verification.check(List.of(idle), target, LOAD))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(OfficialContenders.ASYNC + " wrote");
    }

    private static Contender falsified(Operation operation, Found found) {
        JavaContender right = (JavaContender) official.all().get(0);
        Map<Operation, Call> calls = new HashMap<>(right.calls());
        calls.put(operation, (Call.Blocking) number -> found);
        return new JavaContender(right.contestant(), right.records(), calls);
    }
}
