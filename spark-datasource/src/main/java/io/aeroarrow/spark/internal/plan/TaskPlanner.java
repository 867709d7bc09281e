package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.Value;
import io.aeroarrow.spark.internal.options.PlanSettings;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.pushdown.KeySet;
import io.aeroarrow.spark.internal.read.ReadTask;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import java.util.ArrayList;
import java.util.List;

/** Splits a read into tasks. */
final class TaskPlanner {

    /** With fewer rows per task, the overhead of more tasks exceeds the gain. */
    private static final int MIN_ROWS = 20_000;

    private static final int MIN_KEYS = 2_000;

    private final SourceOptions options;
    private final int parallelism;

    /**
     * @param parallelism the number of concurrent tasks
     */
    TaskPlanner(SourceOptions options, int parallelism) {
        this.options = options;
        this.parallelism = Math.max(1, parallelism);
    }

    /**
     * Returns lookup tasks with about equally many keys.
     *
     * @param wanted the partitions to read
     */
    List<ReadTask> lookups(KeySet all, PartitionSet wanted) {
        KeySet keys = wanted.equals(PartitionSet.all()) ? all : all.within(options.set(), wanted);
        if (keys.size() == 0) {
            return List.of();
        }
        int tasks = Math.min(parallelism, ceil(keys.size(), MIN_KEYS));
        List<ReadTask> planned = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            int from = (int) ((long) keys.size() * i / tasks);
            int to = (int) ((long) keys.size() * (i + 1) / tasks);
            List<Value> share = List.copyOf(keys.keys().subList(from, to));
            planned.add(new ReadTask.Lookup(new KeySet(keys.digests(), share), recordsPerSecond(tasks)));
        }
        return planned;
    }

    /**
     * Returns scan tasks.
     *
     * @param wanted the partitions to read
     * @param statistics the size of the table
     */
    List<ReadTask> scans(PartitionSet wanted, TableStatistics statistics) {
        int tasks = taskCount(statistics);
        int groups = Math.min(tasks, PartitionSet.PARTITIONS);
        int slices = ceil(tasks, PartitionSet.PARTITIONS);
        AeroArrowClient client = ClientCache.client(options.client());
        List<PartitionSet> parts = new ArrayList<>();
        for (PartitionSet group : client.planPartitions(options.namespace(), groups)) {
            PartitionSet part = group.intersect(wanted);
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        List<ReadTask> planned = new ArrayList<>();
        int limit = recordsPerSecond(parts.size() * slices);
        for (PartitionSet part : parts) {
            int first = part.stream().findFirst().orElseThrow();
            String host = client.hostOf(options.namespace(), first).orElse("");
            for (int slice = 0; slice < slices; slice++) {
                planned.add(new ReadTask.Scan(part, slice, slices, host, limit));
            }
        }
        return planned;
    }

    private int taskCount(TableStatistics statistics) {
        PlanSettings plan = options.plan();
        if (plan.partitions() > 0) {
            return plan.partitions();
        }
        int byRows = ceil(statistics.rows(), plan.targetRows());
        int byBytes = ceil(statistics.bytes(), plan.targetBytes());
        int forAllCores = Math.min(parallelism, ceil(statistics.rows(), MIN_ROWS));
        return Math.min(PartitionSet.PARTITIONS, Math.max(forAllCores, Math.max(byRows, byBytes)));
    }

    /** Divides and rounds up; returns at least 1. */
    private static int ceil(long amount, int share) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (amount + share - 1) / share));
    }

    private int recordsPerSecond(int tasks) {
        int all = options.plan().recordsPerSecond();
        return all == 0 ? 0 : Math.max(1, all / Math.max(1, Math.min(tasks, parallelism)));
    }
}
