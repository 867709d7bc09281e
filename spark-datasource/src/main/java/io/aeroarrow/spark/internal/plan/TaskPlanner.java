package io.aeroarrow.spark.internal.plan;

import io.aeroarrow.spark.internal.read.ReadTask;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.Value;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import io.aeroarrow.spark.internal.options.PlanSettings;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.pushdown.KeySet;
import java.util.ArrayList;
import java.util.List;

/** Cuts a read into tasks. */
final class TaskPlanner {

    /** With fewer rows for each, more tasks take more time than they save. */
    private static final int LEAST_ROWS = 20_000;

    private static final int LEAST_KEYS = 2_000;

    private final SourceOptions options;
    private final int parallelism;

    /**
     * @param parallelism how many tasks run at a time
     */
    TaskPlanner(SourceOptions options, int parallelism) {
        this.options = options;
        this.parallelism = Math.max(1, parallelism);
    }

    /** The tasks that look keys up, each about as many. */
    List<ReadTask> lookups(KeySet keys) {
        int tasks = Math.min(parallelism, ceil(keys.size(), LEAST_KEYS));
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
     * The tasks that together read the partitions that may hold what is asked for.
     *
     * @param facts how large the set is
     */
    List<ReadTask> scans(PartitionSet wanted, TableStatistics facts) {
        int number = number(facts);
        int groups = Math.min(number, PartitionSet.PARTITIONS);
        int slices = ceil(number, PartitionSet.PARTITIONS);
        AeroArrowClient client = ClientCache.client(options.client());
        List<PartitionSet> parts = new ArrayList<>();
        PartitionSet chosen = wanted.intersect(options.plan().aerospikePartitions());
        for (PartitionSet group : client.planPartitions(options.namespace(), groups)) {
            PartitionSet part = group.intersect(chosen);
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

    private int number(TableStatistics facts) {
        PlanSettings plan = options.plan();
        if (plan.partitions() > 0) {
            return plan.partitions();
        }
        int byRows = ceil(facts.rows(), plan.targetRows());
        int byBytes = ceil(facts.bytes(), plan.targetBytes());
        int forAllCores = Math.min(parallelism, ceil(facts.rows(), LEAST_ROWS));
        return Math.min(PartitionSet.PARTITIONS, Math.max(forAllCores, Math.max(byRows, byBytes)));
    }

    /** At least 1. */
    private static int ceil(long amount, int share) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (amount + share - 1) / share));
    }

    private int recordsPerSecond(int tasks) {
        int all = options.plan().recordsPerSecond();
        return all == 0 ? 0 : Math.max(1, all / Math.max(1, Math.min(tasks, parallelism)));
    }
}
