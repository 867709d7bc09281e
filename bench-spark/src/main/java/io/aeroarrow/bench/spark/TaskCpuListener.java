package io.aeroarrow.bench.spark;

import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.SparkContext;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Sums the CPU time that Spark reports for task threads. */
final class TaskCpuListener extends SparkListener {

    private final LongAdder nanos = new LongAdder();
    private final SparkContext context;

    private TaskCpuListener(SparkContext context) {
        this.context = context;
    }

    static TaskCpuListener of(SparkContext context) {
        TaskCpuListener listener = new TaskCpuListener(context);
        context.addSparkListener(listener);
        return listener;
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        TaskMetrics metrics = end.taskMetrics();
        if (metrics != null) {
            nanos.add(metrics.executorCpuTime());
        }
    }

    /** Returns the CPU time of the tasks that ended since the last call, in nanoseconds. */
    long take() throws Exception {
        context.listenerBus().waitUntilEmpty();
        return nanos.sumThenReset();
    }
}
