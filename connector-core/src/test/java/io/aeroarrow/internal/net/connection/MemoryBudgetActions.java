package io.aeroarrow.internal.net.connection;

import java.util.List;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Param;
import org.jetbrains.kotlinx.lincheck.annotations.Validate;
import org.jetbrains.kotlinx.lincheck.paramgen.IntGen;

/** Readers that take and free memory while they are closed, for Lincheck, which makes instances. */
@Param(name = "reader", gen = IntGen.class, conf = "0:1")
@Param(name = "bytes", gen = IntGen.class, conf = "1:3")
public final class MemoryBudgetActions {

    private static final int READERS = 2;

    private final MemoryBudget budget = new MemoryBudget(4, 3);
    private final List<MemoryBudget.Share> shares =
            Stream.generate(budget::share).limit(READERS).toList();

    @Operation
    public void acquire(@Param(name = "reader") int reader, @Param(name = "bytes") int bytes) {
        shares.get(reader).acquire(bytes);
    }

    /** Takes and frees bytes, as a chunk that is queued and decoded does. */
    @Operation
    public void acquireAndRelease(@Param(name = "reader") int reader, @Param(name = "bytes") int bytes) {
        shares.get(reader).acquire(bytes);
        shares.get(reader).release(bytes);
    }

    @Operation
    public void close(@Param(name = "reader") int reader) {
        shares.get(reader).close();
    }

    /** Always true: metrics show the figure while it changes. */
    @Operation
    public boolean isNotNegative() {
        return budget.used() >= 0;
    }

    @Validate
    public void countsEachByteOnce() {
        long held = shares.stream().mapToLong(MemoryBudget.Share::held).sum();
        if (held != budget.used() || budget.used() > budget.peak()) {
            throw new IllegalStateException(
                    "the shares hold " + held + " bytes, the budget " + budget.used() + " of at most " + budget.peak());
        }
    }
}
