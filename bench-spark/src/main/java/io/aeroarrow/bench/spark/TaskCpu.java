package io.aeroarrow.bench.spark;

import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.SparkContext;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Adds up the CPU time that Spark counts for its tasks: of their own threads alone. */
final class TaskCpu extends SparkListener {

    private final LongAdder nanos = new LongAdder();
    private final SparkContext context;

    private TaskCpu(SparkContext context) {
        this.context = context;
    }

    static TaskCpu of(SparkContext context) {
        TaskCpu listener = new TaskCpu(context);
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

    /** Of all tasks that have ended since the last call. */
    long take() throws Exception {
        context.listenerBus().waitUntilEmpty();
        return nanos.sumThenReset();
    }
}
