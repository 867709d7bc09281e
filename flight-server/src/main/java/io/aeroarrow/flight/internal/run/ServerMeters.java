package io.aeroarrow.flight.internal.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.IntSupplier;
import org.apache.arrow.flight.CallStatus;

/** What the server counts: statements by outcome, rows sent, calls refused. */
public final class ServerMeters {

    private final MeterRegistry registry;
    private final Counter rows;
    private final Counter bytes;

    public ServerMeters(MeterRegistry registry) {
        this.registry = registry;
        this.rows = Counter.builder("aeroarrow.flight.rows")
                .description("rows of results")
                .register(registry);
        this.bytes = Counter.builder("aeroarrow.flight.bytes")
                .baseUnit("bytes")
                .description("bytes of Arrow buffers of results")
                .register(registry);
    }

    void gauge(IntSupplier running) {
        Gauge.builder("aeroarrow.flight.statements.running", running, IntSupplier::getAsInt)
                .strongReference(true)
                .register(registry);
    }

    void statement(RunningStatement statement) {
        CallStatus end = statement.end();
        Timer.builder("aeroarrow.flight.statements")
                .tag("end", end == null ? "done" : end.code().name())
                .register(registry)
                .record(statement.age());
        rows.increment((double) statement.rows());
    }

    /** Counts bytes that were handed to the transport. */
    public void sent(long count) {
        bytes.increment((double) count);
    }

    /** Counts a call that ended with an error. */
    public void failed(CallStatus status) {
        registry.counter("aeroarrow.flight.failures", "status", status.code().name())
                .increment();
    }
}
