package io.aeroarrow.embedded.compare;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Batches of reads, writes and deletes of five records, with repeated rows, filters and flags. */
final class BatchRequests implements RequestSource {
    private static final int REQUESTS = 6;
    private static final int RECORDS = 5;
    private static final int ROWS = 7;
    private static final int BATCH = 41;
    private static final int FILTER = 43;
    private static final int INFO1_BATCH = 8;
    private static final int REPEAT = 1;
    /** The server executes the rows in the thread of the batch, so in order. */
    private static final int ALLOW_INLINE = 1;

    @Override
    public List<ComparedRequest> requests(Random random, byte[] digest, String set) {
        List<byte[]> digests = digests(digest);
        List<ComparedRequest> requests = new ArrayList<>();
        digests.forEach(each -> requests.add(ComparedRequest.delete(set, each)));
        for (int i = 0; i < REQUESTS; i++) {
            requests.add(batch(random, digests, set));
            digests.forEach(each -> requests.add(ComparedRequest.get(set, each)));
        }
        digests.forEach(each -> requests.add(ComparedRequest.delete(set, each)));
        return requests;
    }

    /** Digests of several partitions. */
    static List<byte[]> digests(byte[] first) {
        List<byte[]> digests = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            byte[] digest = first.clone();
            digest[0] = (byte) (i * 50);
            digest[digest.length - 1] = (byte) i;
            digests.add(digest);
        }
        return digests;
    }

    private static ComparedRequest batch(Random random, List<byte[]> digests, String set) {
        RandomPolicy policy = new RandomPolicy(random);
        int flags = ALLOW_INLINE | List.of(0, 4, 4, 8).get(random.nextInt(4));
        int count = 1 + random.nextInt(ROWS);
        StringBuilder description = new StringBuilder("batch with flags " + flags);
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        rows.writeBytes(ByteBuffer.allocate(5).putInt(count).put((byte) flags).array());
        boolean repeatable = false;
        for (int i = 0; i < count; i++) {
            int record = random.nextInt(RECORDS);
            rows.writeBytes(ByteBuffer.allocate(4).putInt(i).array());
            rows.writeBytes(digests.get(record));
            description.append("\n    record ").append(record).append(": ");
            if (repeatable && random.nextInt(3) == 0) {
                rows.write(REPEAT);
                description.append("repeated");
                continue;
            }
            ComparedMessage row = ComparedMessage.ofSet(set);
            String key = policy.key(row);
            String policies = policy.fill(row);
            // A repeated key is an error, before which a real server has executed some rows. If a row that keeps the
            // TTL creates
            // a record, a real server executes its repetitions with the default TTL.
            repeatable = key.isEmpty() && !policies.contains("ttl -2");
            description.append(key).append(policies);
            rows.writeBytes(row.row());
        }
        ComparedMessage message = new ComparedMessage().info(1 | INFO1_BATCH, 0, 0);
        message.field(BATCH, rows.toByteArray());
        if (random.nextInt(8) == 0) {
            message.field(FILTER, new RandomPlainOps(random).filter());
            description.append("\n    with a filter");
        }
        return ComparedRequest.ofRows(message, description.toString());
    }
}
