package io.aeroarrow.embedded.compare;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Sets random flags, a generation, a TTL and a filter in messages. Most leave the request as it is. */
final class RandomPolicy {
    private static final int READ = 1;
    private static final int READ_ALL = 3;
    private static final int HEADER_ONLY = 0x21;
    private static final int WRITE = 1;
    private static final int DELETE = 2;
    private static final int RESPOND_ALL = 0x80;
    private static final int DURABLE_DELETE = 0x10;
    private static final int CREATE_ONLY = 0x20;
    private static final int KEY = 2;
    private static final int FILTER = 43;

    private final Random random;
    private final RandomPlainOps ops;

    RandomPolicy(Random random) {
        this.random = random;
        this.ops = new RandomPlainOps(random);
    }

    /** Makes the message a random read, write or delete. Returns a description. */
    String fill(ComparedMessage message) {
        String description = switch (random.nextInt(8)) {
            case 0 -> readAll(message);
            case 1, 2 -> read(message);
            case 3 -> delete(message);
            default -> write(message);
        };
        return description + filter(message);
    }

    private String readAll(ComparedMessage message) {
        int info1 = random.nextInt(3) == 0 ? HEADER_ONLY : READ_ALL;
        message.info(info1, 0, 0);
        return "read " + info1 + touchPercent(message);
    }

    private String read(ComparedMessage message) {
        List<ComparedOp> reads = ops.reads();
        boolean respondAll = random.nextInt(3) == 0;
        message.info(READ, respondAll ? RESPOND_ALL : 0, 0).ops(reads);
        return reads + (respondAll ? ", all answered" : "") + touchPercent(message);
    }

    private String touchPercent(ComparedMessage message) {
        if (random.nextInt(8) > 0) {
            return "";
        }
        int percent = List.of(-1, 50, 101).get(random.nextInt(3));
        message.ttl(percent);
        return ", touch " + percent;
    }

    private String delete(ComparedMessage message) {
        int info2 = WRITE | DELETE | (random.nextInt(6) == 0 ? DURABLE_DELETE : 0);
        message.info(0, info2, 0);
        return "delete " + info2 + generation(message) + existence(message);
    }

    private String write(ComparedMessage message) {
        List<ComparedOp> writes = ops.writes();
        boolean reads = writes.stream().anyMatch(ComparedOp::isRead) || random.nextInt(10) == 0;
        int info2 = WRITE | (random.nextInt(4) == 0 ? RESPOND_ALL : 0) | (random.nextInt(15) == 0 ? DURABLE_DELETE : 0);
        message.info(reads ? READ : 0, info2, 0).ops(writes);
        return writes + " info2 " + info2 + generation(message) + existence(message) + ttl(message);
    }

    private String generation(ComparedMessage message) {
        if (random.nextInt(4) > 0) {
            return "";
        }
        int flag = random.nextBoolean() ? 4 : 8;
        int generation = random.nextInt(5);
        message.info(0, flag, 0).generation(generation);
        return ", generation " + generation + " by " + flag;
    }

    private String existence(ComparedMessage message) {
        int choice = random.nextInt(12);
        int info3 = choice < 3 ? 8 << choice : choice == 3 ? random.nextInt(8) << 3 : 0;
        int info2 = choice == 4 ? CREATE_ONLY : 0;
        message.info(0, info2, info3);
        return (info3 | info2) == 0 ? "" : ", info3 " + info3 + ", create only " + info2;
    }

    private String ttl(ComparedMessage message) {
        int ttl = List.of(0, 0, 0, 0, -1, -2, 1_500, 20_500, Integer.MAX_VALUE).get(random.nextInt(9));
        message.ttl(ttl);
        return ttl == 0 ? "" : ", ttl " + ttl;
    }

    private String filter(ComparedMessage message) {
        if (random.nextInt(6) > 0) {
            return "";
        }
        byte[] filter = ops.filter();
        message.field(FILTER, filter);
        return ", filter " + HexFormat.of().formatHex(filter);
    }

    /** Sends a key in some requests, so that it is stored. */
    String key(ComparedMessage message) {
        if (random.nextInt(5) > 0) {
            return "";
        }
        byte[] key = random.nextInt(4) == 0 ? new byte[] {3, 'l'} : new byte[] {3, 'k'};
        message.field(KEY, key);
        return ", key " + (char) key[1];
    }
}
