package io.aeroarrow.embedded.compare;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Operations on one record, alone or as a batch of one row. The record is read after each request. */
final class OperateRequests implements RequestSource {
    private static final int REQUESTS = 12;
    private static final int INFO1_READ = 1;
    private static final int INFO1_BATCH = 8;
    private static final int INFO2_WRITE = 1;
    private static final int RESPOND_ALL = 0x80;
    private static final int BATCH = 41;
    private static final int ROW_INDEX = 7;

    private final Function<Random, RandomSequence> ops;

    OperateRequests(Function<Random, RandomSequence> ops) {
        this.ops = ops;
    }

    @Override
    public List<ComparedRequest> requests(Random random, byte[] digest, String set) {
        List<ComparedRequest> requests = new ArrayList<>();
        requests.add(ComparedRequest.delete(set, digest));
        RandomSequence sequence = ops.apply(random);
        for (int i = 0; i < REQUESTS; i++) {
            List<ComparedOp> next = sequence.next(i);
            boolean respondAll = random.nextBoolean();
            boolean batch = random.nextInt(4) == 0;
            String description = next + (respondAll ? ", all answered" : "") + (batch ? ", in a batch" : "");
            requests.add(
                    batch
                            ? ComparedRequest.ofRows(
                                    ofOneRow(digest, message(ComparedMessage.ofSet(set), next, respondAll)),
                                    description)
                            : ComparedRequest.of(
                                    message(ComparedMessage.ofRecord(set, digest), next, respondAll), description));
            requests.add(ComparedRequest.get(set, digest));
        }
        requests.add(ComparedRequest.delete(set, digest));
        return requests;
    }

    private static ComparedMessage message(ComparedMessage message, List<ComparedOp> ops, boolean respondAll) {
        boolean reads = ops.stream().anyMatch(ComparedOp::isRead);
        boolean writes = !ops.stream().allMatch(ComparedOp::isRead);
        return message.info(reads ? INFO1_READ : 0, (writes ? INFO2_WRITE : 0) | (respondAll ? RESPOND_ALL : 0), 0)
                .ops(ops);
    }

    private static ComparedMessage ofOneRow(byte[] digest, ComparedMessage row) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        rows.writeBytes(ByteBuffer.allocate(9)
                .putInt(1)
                .put((byte) 0x0c)
                .putInt(ROW_INDEX)
                .array());
        rows.writeBytes(digest);
        rows.writeBytes(row.row());
        return new ComparedMessage().info(INFO1_READ | INFO1_BATCH, 0, 0).field(BATCH, rows.toByteArray());
    }
}
