package io.aeroarrow.embedded.compare;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Requests with operations on the bits of a blob. */
final class RandomBitSequence implements RandomSequence {
    private static final int BLOB = 4;
    private static final int WRITE = 2;
    private static final int BITS_READ = 12;
    private static final int BITS_MODIFY = 13;

    /**
     * The operations: code, required parameters, optional parameters. B size in bytes, Y offset in bytes, O offset in bits, L size in bits, I
     * size of an integer, D bytes, V integer, N shift, X boolean, F flags, P flags with partial, S and A options, G signed.
     */
    private static final String WRITES =
            "0 B FS;1 YD F;2 YB P;3 OLD P;4 OLD P;5 OLD P;6 OLD P;7 OL P;8 OLN P;9 OLN P;10 OIV FA;11 OIV FA"
                    + ";12 OIV F";

    private static final String READS = "50 OL;51 OL;52 OLX;53 OLX;54 OI G";

    private final Random random;

    RandomBitSequence(Random random) {
        this.random = random;
    }

    @Override
    public List<ComparedOp> next(int request) {
        if (request == 0) {
            byte[] blob = new byte[random.nextInt(14)];
            random.nextBytes(blob);
            return List.of(new ComparedOp(
                    WRITE, BLOB, "b", blob, "put " + HexFormat.of().formatHex(blob)));
        }
        List<ComparedOp> ops = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            ops.add(op());
        }
        return ops;
    }

    private ComparedOp op() {
        boolean write = random.nextBoolean();
        byte[] payload = Packed.of(call(write));
        String bin = random.nextInt(12) == 0 ? "c" : "b";
        return new ComparedOp(
                write ? BITS_MODIFY : BITS_READ,
                BLOB,
                bin,
                payload,
                HexFormat.of().formatHex(payload));
    }

    /** A call with its code first. */
    List<@Nullable Object> call(boolean write) {
        String[] table = (write ? WRITES : READS).split(";", -1);
        String[] row = table[random.nextInt(table.length)].split(" ", -1);
        String optional = row.length > 2 ? row[2] : "";
        String parameters = row[1] + optional.substring(0, random.nextInt(optional.length() + 1));
        // A real server writes behind its buffers if it clips bits that do not start in the first byte.
        boolean clips = parameters.contains("P") && parameters.contains("O") && random.nextInt(3) == 0;
        List<@Nullable Object> call = new ArrayList<>();
        call.add(Integer.valueOf(row[0]));
        for (int i = 0; i < parameters.length(); i++) {
            call.add(parameter(parameters.charAt(i), clips, parameters.contains("O")));
        }
        return call;
    }

    private Object parameter(char kind, boolean clips, boolean onBits) {
        return switch (kind) {
            case 'B' -> random.nextInt(14);
            case 'Y' -> random.nextInt(16) - 4;
            case 'O' -> clips ? random.nextInt(8) : random.nextInt(120) - 24;
            case 'L' -> random.nextInt(random.nextInt(4) == 0 ? 110 : 24);
            case 'I' -> random.nextInt(66);
            case 'D' -> bytes();
            case 'V' -> random.nextBoolean() ? (Object) random.nextLong() : (Object) (random.nextInt(40) - 20);
            case 'N' -> random.nextInt(random.nextInt(4) == 0 ? 120 : 12);
            case 'X' -> random.nextBoolean();
            case 'P' -> ((random.nextInt(8) << 1) & (clips || !onBits ? 0xe : 0x6)) | (random.nextInt(20) == 0 ? 1 : 0);
            case 'G' -> random.nextInt(6) == 0 ? 2 : random.nextInt(2);
            default -> random.nextInt(random.nextInt(5) == 0 ? 10 : 4);
        };
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(random.nextInt(4) == 0 ? 15 : 5)];
        random.nextBytes(bytes);
        return bytes;
    }
}
