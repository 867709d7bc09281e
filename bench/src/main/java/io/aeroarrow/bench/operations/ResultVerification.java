package io.aeroarrow.bench.operations;

import com.aerospike.client.AerospikeClient;
import io.aeroarrow.bench.measure.BenchmarkServer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** Verifies what clients wrote, with the official client, and what they read. */
final class ResultVerification {

    private ResultVerification() {}

    /**
     * Checks all clients.
     *
     * @throws IOException if a checksum differs; the message names the client and the operation
     */
    static void check(List<BenchmarkClient> clients, BenchmarkServer server, OperationLoad load) throws Exception {
        long wanted = ContestantRecords.checksum(load.count());
        try (AerospikeClient judge = new AerospikeClient(server.host(), server.port())) {
            for (BenchmarkClient client : clients) {
                require(client, "wrote", written(client, judge), wanted);
                for (ClientOperation operation : ClientOperation.values()) {
                    if (operation != ClientOperation.PUT && client.supports(operation)) {
                        String did = "read by " + operation.name().toLowerCase(Locale.ROOT);
                        require(client, did, client.checksum(Workload.once(operation, load), load), wanted);
                    }
                }
            }
        }
    }

    private static long written(BenchmarkClient client, AerospikeClient judge) {
        LongAdder sum = new LongAdder();
        String set = client.records().set();
        judge.scanAll(
                null,
                ContestantRecords.NAMESPACE,
                set,
                (key, record) -> sum.add(ContestantRecords.checksum(
                        record.getLong("id"), record.getDouble("ratio"), record.getString("name"))));
        return sum.sum();
    }

    private static void require(BenchmarkClient client, String did, long checksum, long wanted) throws IOException {
        if (checksum != wanted) {
            throw new IOException(
                    "wrong data: the records that " + client.contestant().name() + " " + did + " have checksum "
                            + checksum + "; expected " + wanted + ". Nothing was measured.");
        }
    }
}
