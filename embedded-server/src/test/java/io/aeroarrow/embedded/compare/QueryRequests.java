package io.aeroarrow.embedded.compare;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Queries by partitions and by index values of five records, which are the only ones of a set. */
final class QueryRequests implements RequestSource {
    private static final String SUFFIX = "-queries";
    private static final List<String> INDEXES = List.of("i;type=numeric", "a;type=numeric", "s;type=string");
    private static final int REQUESTS = 8;
    private static final int PARTITIONS = 4096;
    private static final int PARTITION_ARRAY = 11;
    private static final int INDEX_RANGE = 22;
    private static final int FILTER = 43;
    private static final int READ = 1;
    private static final int HEADER_ONLY = 0x21;
    private static final int PARTITION_DONE = 4;

    @Override
    public List<ComparedRequest> requests(Random random, byte[] digest, String set) {
        String queried = set + SUFFIX;
        RandomPlainOps ops = new RandomPlainOps(random);
        List<byte[]> digests = BatchRequests.digests(digest);
        List<ComparedRequest> requests = new ArrayList<>();
        for (byte[] each : digests) {
            requests.add(ComparedRequest.delete(queried, each));
            List<ComparedOp> writes = ops.writes();
            requests.add(ComparedRequest.of(
                    ComparedMessage.ofRecord(queried, each).info(0, 1, 0).ops(writes), writes.toString()));
        }
        for (int i = 0; i < REQUESTS; i++) {
            requests.add(query(random, ops, queried));
        }
        digests.forEach(each -> requests.add(ComparedRequest.delete(queried, each)));
        return requests;
    }

    /** Creates the indexes, which the server may still build then. */
    static List<ComparedRequest> indexes(String set) {
        return INDEXES.stream()
                .map(index -> ComparedRequest.ofInfo("sindex-create:namespace=test;set=" + set + SUFFIX + ";indexname="
                        + set + SUFFIX + index.charAt(0) + ";bin=" + index))
                .toList();
    }

    /** Answers how much of each index is built. */
    static List<ComparedRequest> progress(String set) {
        return INDEXES.stream()
                .map(index -> ComparedRequest.ofInfo(
                        "sindex-stat:namespace=test;indexname=" + set + SUFFIX + index.charAt(0)))
                .toList();
    }

    private static ComparedRequest query(Random random, RandomPlainOps ops, String set) {
        int count = random.nextInt(4) == 0 ? 256 : PARTITIONS;
        ByteBuffer partitions = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            partitions.putShort((short) i);
        }
        ComparedMessage message = ComparedMessage.ofSet(set)
                .info(random.nextInt(6) == 0 ? HEADER_ONLY : READ, 0, PARTITION_DONE)
                .field(PARTITION_ARRAY, partitions.array());
        String description = "query of " + count + " partitions";
        if (random.nextInt(3) > 0) {
            byte[] range = range(random);
            message.field(INDEX_RANGE, range);
            description += ", range " + HexFormat.of().formatHex(range);
        }
        if (random.nextInt(3) == 0) {
            byte[] filter = ops.filter();
            message.field(FILTER, filter);
            description += ", filter " + HexFormat.of().formatHex(filter);
        }
        if (random.nextInt(4) == 0) {
            List<ComparedOp> reads = ops.reads();
            message.ops(reads);
            description += ", bins " + reads;
        }
        return ComparedRequest.ofQuery(message, 0, description);
    }

    private static byte[] range(Random random) {
        boolean text = random.nextInt(3) == 0;
        String bin = text ? "s" : List.of("a", "i", "c").get(random.nextInt(3));
        byte[] from = text
                ? List.of("x", "yz", "é").get(random.nextInt(3)).getBytes(StandardCharsets.UTF_8)
                : integer(random.nextInt(10) - 2);
        byte[] to = text ? from : integer(random.nextInt(12) - 1);
        return ByteBuffer.allocate(3 + bin.length() + 8 + from.length + to.length)
                .put((byte) 1)
                .put((byte) bin.length())
                .put(bin.getBytes(StandardCharsets.US_ASCII))
                .put((byte) (text ? 3 : 1))
                .putInt(from.length)
                .put(from)
                .putInt(to.length)
                .put(to)
                .array();
    }

    private static byte[] integer(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }
}
