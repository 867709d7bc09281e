package io.aeroarrow.internal.net.loop;

import io.aeroarrow.internal.net.loop.RunningOperations.RunningOperation;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.annotations.Validate;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;

/** Operations that start while their client is being closed, for Lincheck, which makes instances. */
@Param(name = "slot", gen = IntGen.class, conf = "0:2")
public final class RunningOperationsActions {

    private static final int SLOTS = 3;

    private final RunningOperations operations = new RunningOperations();
    private final List<Counted> slots =
            Stream.generate(Counted::new).limit(SLOTS).toList();

    /** Starts an operation, unless it was started before. */
    @Operation
    public void add(@Param(name = "slot") int slot) {
        Counted operation = slots.get(slot);
        if (operation.started.compareAndSet(0, 1)) {
            operations.add(operation);
        }
    }

    @Operation
    public void endAll() {
        operations.endAll();
    }

    @Validate
    public void endsWhatHasStarted() {
        for (Counted operation : slots) {
            int expected = operations.isClosed() ? operation.started.get() : 0;
            if (operation.ended.get() != expected) {
                throw new IllegalStateException("ended " + operation.ended + " times instead of " + expected);
            }
        }
    }

    private static final class Counted implements RunningOperation {
        private final AtomicInteger started = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();

        @Override
        public void clientClosed() {
            ended.incrementAndGet();
        }
    }
}
