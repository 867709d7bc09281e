package io.aeroarrow.demo;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Measures work on the calling thread, after enough rounds for the JIT compiler to have compiled it. */
final class TimedWork {

    private static final int WARM_UP_ROUNDS = 40;
    private static final int ROUNDS = 21;

    /** Work that returns the number of records it read. */
    @FunctionalInterface
    interface Work {
        long run() throws IOException;
    }

    /** The medians of the rounds: CPU time of the calling thread and heap that it allocated. */
    record Cost(double nanosPerRecord, double bytesPerRecord) {}

    private TimedWork() {}

    static Cost measure(Work work) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            work.run();
        }
        double[] nanos = new double[ROUNDS];
        double[] bytes = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long cpu = threads.getCurrentThreadCpuTime();
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long records = work.run();
            nanos[round] = (double) (threads.getCurrentThreadCpuTime() - cpu) / records;
            bytes[round] = (double) (threads.getCurrentThreadAllocatedBytes() - allocated) / records;
        }
        return new Cost(median(nanos), median(bytes));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
