package io.aeroarrow.bench;

import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.internal.arrow.check.VectorCheck;
import io.aeroarrow.internal.arrow.write.KeyDigests;
import io.aeroarrow.internal.arrow.write.RowEncoder;
import io.aeroarrow.internal.arrow.write.WriteSpec;
import io.aeroarrow.internal.request.EncodedWrites;
import io.aeroarrow.internal.request.WriteEncoder;
import io.aeroarrow.policy.GenerationCheck;
import io.aeroarrow.policy.WritePolicy;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;

/**
 * Measures what the check of a batch's buffers costs, as a share of the encoding of its rows. Both run by turns. A write
 * costs more than its encoding, so its share is smaller.
 */
public final class VectorCheckCost {

    private static final int ROWS = 10_000;
    private static final int BATCH = 1_000;
    private static final int ROUNDS = 301;

    private VectorCheckCost() {}

    /** Runs the measurement; it takes no arguments and needs no server. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        long[] encodings = new long[ROUNDS];
        long[] checks = new long[ROUNDS];
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(WriteComparison.SCHEMA, allocator)) {
            WriteComparison.fill(root, 0, ROWS);
            for (int round = -ROUNDS; round < ROUNDS; round++) {
                long start = System.nanoTime();
                encode(root, allocator);
                long between = System.nanoTime();
                check(root);
                long end = System.nanoTime();
                if (round >= 0) {
                    encodings[round] = between - start;
                    checks[round] = end - between;
                }
            }
        }
        double encoding = median(encodings) / ROWS;
        double check = median(checks) / ROWS;
        out.printf(
                Locale.ROOT,
                "Median of %d rounds: encoding and check %.1f ns a row, check alone %.2f ns a row (%.2f %%)%n",
                ROUNDS,
                encoding,
                check,
                100 * check / encoding);
    }

    private static double median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }

    private static void encode(VectorSchemaRoot root, BufferAllocator allocator) {
        WriteSpec spec = new WriteSpec(
                "test",
                "checked",
                "id",
                false,
                true,
                null,
                GenerationCheck.Kind.EQUAL,
                null,
                null,
                NullBins.SKIP,
                false,
                null,
                null,
                false,
                WritePolicy.DEFAULT);
        try (KeyDigests digests = new KeyDigests("checked", KeyDigests.STEP, allocator);
                WriteEncoder out = new WriteEncoder("test", "checked", spec.policy(), false);
                RowEncoder rows = new RowEncoder(spec, root, new MapDictionaryProvider(), digests, allocator)) {
            for (int row = 0; row < root.getRowCount(); row++) {
                rows.write(row, out);
                if (out.rows() == BATCH) {
                    try (EncodedWrites batch = out.take()) {
                        if (batch.count() != BATCH) {
                            throw new IllegalStateException("a batch has " + batch.count() + " rows");
                        }
                    }
                }
            }
        }
    }

    private static void check(VectorSchemaRoot root) {
        MapDictionaryProvider dictionaries = new MapDictionaryProvider();
        root.getFieldVectors().forEach(vector -> VectorCheck.requireReadable(vector, ROWS, dictionaries));
    }
}
