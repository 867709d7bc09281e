package io.aeroarrow.embedded.compare;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Background queries that write to or delete five records, which are the only ones of a set. */
final class BackgroundRequests implements RequestSource {
    private static final int REQUESTS = 3;
    private static final int TASK_ID = 7;
    private static final int FILTER = 43;
    private static final int WRITE = 1;
    private static final int DELETE = 2;

    @Override
    public List<ComparedRequest> requests(Random random, byte[] digest, String set) {
        String jobs = set + "-jobs";
        RandomPlainOps ops = new RandomPlainOps(random);
        List<byte[]> digests = BatchRequests.digests(digest);
        List<ComparedRequest> requests = new ArrayList<>();
        digests.forEach(each -> requests.add(ComparedRequest.delete(jobs, each)));
        for (byte[] each : digests) {
            List<ComparedOp> writes = ops.writes();
            requests.add(ComparedRequest.of(
                    ComparedMessage.ofRecord(jobs, each).info(0, WRITE, 0).ops(writes), writes.toString()));
        }
        for (int i = 0; i < REQUESTS; i++) {
            requests.add(job(random, ops, jobs));
            digests.forEach(each -> requests.add(ComparedRequest.get(jobs, each)));
        }
        digests.forEach(each -> requests.add(ComparedRequest.delete(jobs, each)));
        return requests;
    }

    private static ComparedRequest job(Random random, RandomPlainOps ops, String set) {
        long job = random.nextLong() | 1;
        ComparedMessage message = ComparedMessage.ofSet(set)
                .field(TASK_ID, ByteBuffer.allocate(8).putLong(job).array());
        String description = "in the background: ";
        if (random.nextInt(6) == 0) {
            message.info(0, WRITE | DELETE, 0);
            description += "delete";
        } else {
            List<ComparedOp> writes =
                    random.nextInt(3) == 0 ? new RandomCollectionSequence(random).next(1) : ops.writes();
            message.info(0, WRITE, 0).ops(writes);
            description += writes;
        }
        if (random.nextBoolean()) {
            byte[] filter = ops.filter();
            message.field(FILTER, filter);
            description += ", filter " + HexFormat.of().formatHex(filter);
        }
        return ComparedRequest.ofQuery(message, job, description);
    }
}
