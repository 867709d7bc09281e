package io.aeroarrow.bench.operations;

import com.aerospike.client.AerospikeClient;
import io.aeroarrow.bench.Target;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** All contenders have written what they should, as the official client sees it, and read what is there. */
final class Verification {

    private Verification() {}

    /**
     * Checks them.
     *
     * @throws IOException if anything differs; names the contender and what it did
     */
    static void check(List<Contender> contenders, Target target, Load load) throws Exception {
        long wanted = Records.checksum(load.count());
        try (AerospikeClient judge = new AerospikeClient(target.host(), target.port())) {
            for (Contender contender : contenders) {
                require(contender, "wrote", written(contender, judge), wanted);
                for (Operation operation : Operation.values()) {
                    if (operation != Operation.PUT && contender.does(operation)) {
                        long times = operation == Operation.SCAN ? operation.calls(load) : 1;
                        String did = "read by " + operation.title();
                        require(contender, did, contender.checksum(operation, load), times * wanted);
                    }
                }
            }
        }
    }

    private static long written(Contender contender, AerospikeClient judge) {
        LongAdder sum = new LongAdder();
        String set = contender.records().set();
        judge.scanAll(
                null,
                Records.NAMESPACE,
                set,
                (key, record) -> sum.add(
                        Records.checksum(record.getLong("id"), record.getDouble("ratio"), record.getString("name"))));
        return sum.sum();
    }

    private static void require(Contender contender, String did, long checksum, long wanted) throws IOException {
        if (checksum != wanted) {
            throw new IOException("what " + contender.contestant().name() + " " + did + " has the checksum " + checksum
                    + " instead of " + wanted + "; nothing was measured");
        }
    }
}
