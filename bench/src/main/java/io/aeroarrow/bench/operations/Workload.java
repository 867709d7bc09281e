package io.aeroarrow.bench.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An operation at a size and a concurrency.
 *
 * @param keys records of each call
 * @param concurrency calls in flight
 * @param calls calls of a round
 */
record Workload(ClientOperation operation, int keys, int concurrency, int calls) {

    /** The highest concurrency, as a multiple of the usual one. */
    static final int MANY = 4;

    private static final int[] SMALL_BATCHES = {10, 100};
    private static final int BATCHES_AT_ONCE = 10;
    /** A batch takes less time for each key than a call for one. */
    private static final int RECORDS_OF_BATCHES = 4;

    private static final int SCANS = 5;

    /** The workloads of the section: single records and batches, alone and concurrent, and a scan. */
    static List<Workload> all(OperationLoad load) {
        List<Workload> all = new ArrayList<>();
        for (ClientOperation single : List.of(ClientOperation.PUT, ClientOperation.GET)) {
            for (int concurrency : new int[] {1, load.concurrency(), MANY * load.concurrency()}) {
                all.add(new Workload(single, 1, concurrency, load.count()));
            }
        }
        for (int keys : SMALL_BATCHES) {
            if (keys < load.keysOfGroup()) {
                addBatches(keys, load, all);
            }
        }
        addBatches(load.keysOfGroup(), load, all);
        all.add(scan(load, SCANS));
        return List.copyOf(all);
    }

    private static void addBatches(int keys, OperationLoad load, List<Workload> all) {
        int calls = Math.max(1, RECORDS_OF_BATCHES * load.count() / keys);
        all.add(new Workload(ClientOperation.BATCH_GET, keys, 1, calls));
        all.add(new Workload(ClientOperation.BATCH_GET, keys, Math.min(BATCHES_AT_ONCE, calls), calls));
    }

    private static Workload scan(OperationLoad load, int calls) {
        return new Workload(ClientOperation.SCAN, load.count(), 1, calls);
    }

    /** The calls that read or write each record of a client once. */
    static Workload once(ClientOperation operation, OperationLoad load) {
        return switch (operation) {
            case PUT, GET -> new Workload(operation, 1, load.concurrency(), load.count());
            case BATCH_GET -> new Workload(operation, load.keysOfGroup(), 1, load.groups());
            case SCAN -> scan(load, 1);
        };
    }

    /** The title in reports. */
    String title() {
        String what = switch (operation) {
            case PUT, GET -> operation.name().toLowerCase(Locale.ROOT);
            case BATCH_GET -> String.format(Locale.ROOT, "batch_get, %,d keys a call", keys);
            case SCAN -> "scan";
        };
        return operation == ClientOperation.SCAN ? what : what + ", " + concurrency + " in flight";
    }

    /** Whether the Python clients, which take long for it, run it too: each operation once. */
    boolean isMain(OperationLoad load) {
        return operation == ClientOperation.SCAN
                || (operation == ClientOperation.BATCH_GET
                        ? keys == load.keysOfGroup() && concurrency > 1
                        : concurrency == load.concurrency());
    }

    /** The first key of a call. */
    int firstKey(int call, int count) {
        return (int) ((long) call * keys % count);
    }
}
