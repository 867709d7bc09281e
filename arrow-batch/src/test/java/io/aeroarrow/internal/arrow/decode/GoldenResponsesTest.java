package io.aeroarrow.internal.arrow.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.answer.RecordDecoder;
import io.aeroarrow.internal.request.GoldenFrames;
import io.aeroarrow.internal.request.GoldenFrames.DecodedBin;
import io.aeroarrow.internal.request.GoldenFrames.DecodedMessage;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.value.Particle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Decodes every captured answer into vectors and compares the rows with the output of an independent decoder. All bins
 * of an answer are read as each of five types: each must equal the captured value or count as a mismatch.
 */
class GoldenResponsesTest {

    private static final List<String> COVERED = List.of("""
            batch-bad-namespace batch-delete batch-different-ns-set batch-exists batch-filter batch-flags
            batch-get-all batch-get-bins batch-get-ops batch-header batch-mixed batch-operate-write
            batch-records batch-single-key batch-udf batch-udf-2 get-all get-ap-all get-bad-namespace-key
            get-bins get-compress-flag get-filter get-geo get-header get-hll get-list-map get-map-sorted
            get-missing get-read-touch-ttl get-sc-allow_replica get-sc-allow_unavailable get-sc-linearize
            get-sc-session get-sendkey get-ttl get-ttl.2 get-types query-aggregate query-bg-ops query-bg-udf
            query-blob query-by-expression query-by-index-name query-ctx query-filter-max query-geo-contains
            query-geo-region query-int-eq query-int-range query-int-range-bins query-list-contains
            query-list-range query-mapkeys query-no-index query-pi query-relax query-resume query-resume.2
            query-short query-str raw-batch-badns raw-batch-count-mismatch raw-batch-err-flags1
            raw-batch-err-flags5 raw-batch-err-flags9 raw-batch-err-flagsd raw-batch-index-arbitrary
            raw-batch-nofield raw-batch-old-rows raw-batch-proxied raw-batch-repeat-first raw-batch-type42
            raw-batch-zero raw-query-aborted raw-query-badexp raw-query-bins-none raw-query-dup-pid
            raw-query-dup-trid raw-query-max raw-query-no-done-bit raw-query-no-pids raw-query-nonbool-exp
            raw-query-pid-and-digest-dup raw-query-short-rps raw-query-sindex-ptype raw-query-wrong-node
            scan-after-digest scan-all scan-bins-max-rps scan-filter scan-nobins scan-one-partition
            scan-unknown-set
            """.strip().split("\\s+"));

    /** Answers to info requests; InfoTest reads similar ones. */
    private static final Map<String, String> EXCLUDED = Map.of(
            "query-bg-ops.2", "info: query-show",
            "raw-query-abort", "info: query-abort",
            "raw-query-show-active", "info: query-show");

    private static final Set<Integer> LISTS_AND_MAPS = Set.of(Particle.LIST, Particle.MAP);
    /** The origin of void-times, 2010-01-01 UTC, in seconds since 1970. */
    private static final long VOID_TIME_EPOCH = 1_262_304_000;

    /** A type to read all bins as, and the expected value of a bin: null if it does not fit. */
    enum Kind {
        INT64 {
            @Override
            String expected(DecodedBin bin) {
                return bin.particle() == Particle.INTEGER ? bin.text() : null;
            }
        },
        FLOAT64 {
            @Override
            String expected(DecodedBin bin) {
                boolean number = bin.particle() == Particle.INTEGER || bin.particle() == Particle.FLOAT;
                return number ? String.valueOf(Double.parseDouble(bin.text())) : null;
            }
        },
        BOOL {
            @Override
            String expected(DecodedBin bin) {
                if (bin.particle() == Particle.INTEGER) {
                    return bin.text().equals("0") ? "false" : bin.text().equals("1") ? "true" : null;
                }
                return bin.particle() == Particle.BOOL ? bin.text() : null;
            }
        },
        UTF8 {
            @Override
            String expected(DecodedBin bin) {
                if (bin.particle() == Particle.GEOJSON) {
                    return "'" + bin.text().substring(bin.text().indexOf("json=") + 5) + "'";
                }
                return bin.particle() == Particle.STRING ? bin.text() : null;
            }

            @Override
            String render(Object value, DecodedBin bin) {
                return text((String) value);
            }
        },
        BINARY {
            @Override
            String expected(DecodedBin bin) {
                return Particle.isBlob(bin.particle()) || bin.particle() == Particle.STRING ? bin.text() : null;
            }

            @Override
            String render(Object value, DecodedBin bin) {
                byte[] bytes = (byte[]) value;
                if (bin.particle() == Particle.STRING) {
                    return text(new String(bytes, StandardCharsets.UTF_8));
                }
                HexFormat hex = HexFormat.of();
                return bytes.length < 80
                        ? hex.formatHex(bytes)
                        : hex.formatHex(bytes, 0, 40) + "...(" + bytes.length + " bytes)";
            }
        };

        ArrowType type() {
            return switch (this) {
                case INT64 -> ColumnSamples.INT64;
                case FLOAT64 -> ColumnSamples.FLOAT64;
                case BOOL -> ColumnSamples.BOOL;
                case UTF8 -> ColumnSamples.UTF8;
                case BINARY -> ColumnSamples.BINARY;
            };
        }

        abstract String expected(DecodedBin bin);

        /** Prints a value in the format of the independent decoder. */
        String render(Object value, DecodedBin bin) {
            return value.toString();
        }

        private static String text(String value) {
            return value.length() < 120
                    ? "'" + value + "'"
                    : "'" + value.substring(0, 60) + "'...(" + value.length() + " bytes)";
        }
    }

    static Stream<String> covered() {
        return Stream.concat(COVERED.stream(), GoldenFrames.answersOf812("scan-", "raw-scan-").stream());
    }

    @Test
    void everyCaptureIsCoveredOrExcludedForAReason() {
        List<String> all = GoldenFrames.answers("scan-", "query-", "batch-", "raw-query", "raw-batch", "get-");
        assertThat(COVERED).hasSize(93).doesNotHaveDuplicates().doesNotContainAnyElementsOf(EXCLUDED.keySet());
        assertThat(all)
                .hasSize(COVERED.size() + EXCLUDED.size())
                .containsAll(COVERED)
                .containsAll(EXCLUDED.keySet());
    }

    /** The answers of 8.1.2.0 contain nulls and the results of operations. */
    @Test
    void answersOfNewerServersAreCovered() {
        List<String> names = GoldenFrames.answersOf812("scan-", "raw-scan-");
        assertThat(names).hasSize(19);
        assertThat(covered()).containsAll(names);
        assertThat(names.stream()
                        .flatMap(name -> GoldenFrames.decoded(name).stream())
                        .flatMap(message -> message.bins().stream())
                        .map(DecodedBin::particle))
                .contains(Particle.NULL, Particle.INTEGER, Particle.STRING, Particle.MAP, Particle.LIST);
    }

    /** Ensures that a change of the captures cannot make the other tests vacuous. */
    @Test
    void capturesContainAllKindsOfMessagesAndScalars() {
        List<DecodedMessage> all = COVERED.stream()
                .flatMap(name -> GoldenFrames.decoded(name).stream())
                .toList();
        assertThat(all).hasSizeGreaterThan(4000);
        assertThat(all.stream().filter(DecodedMessage::isPartitionDone)).hasSizeGreaterThan(3000);
        assertThat(all.stream().filter(DecodedMessage::isLast)).hasSizeGreaterThan(50);
        assertThat(all.stream().filter(message -> message.key() != null)).hasSizeGreaterThan(5);
        assertThat(all.stream().flatMap(message -> message.bins().stream()).map(DecodedBin::particle))
                .contains(0, 1, 2, 3, 4, 17, 18, 19, 20, 23);
    }

    @ParameterizedTest
    @MethodSource("covered")
    void decodesToTheCapturedValues(String name) {
        List<DecodedMessage> expected = GoldenFrames.decoded(name);
        for (Kind kind : Kind.values()) {
            check(name, expected, kind, Retention.NONE);
        }
        check(name, expected, Kind.BINARY, Retention.ALL);
    }

    private static void check(String name, List<DecodedMessage> expected, Kind kind, Retention retention) {
        Set<String> bins = names(expected, bin -> true);
        if (kind == Kind.UTF8) {
            // The JSON text of lists and maps has its own tests.
            bins.removeAll(names(expected, bin -> LISTS_AND_MAPS.contains(bin.particle())));
        }
        List<Field> fields = new ArrayList<>(List.of(
                ColumnSamples.field("__key", kind.type()),
                MetadataColumn.DIGEST.field(),
                MetadataColumn.SET.field(),
                MetadataColumn.GENERATION.field(),
                ColumnSamples.field("__expiry", new ArrowType.Timestamp(TimeUnit.SECOND, "UTC")),
                MetadataColumn.PARTITION.field(),
                MetadataColumn.RESULT_CODE.field()));
        bins.forEach(bin -> fields.add(ColumnSamples.field(bin, kind.type())));
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(fields), allocator)) {
            RecordAppender appender = new RecordAppender(
                    root, new RecordAppender.Source("test", "golden", OnMismatch.NULL), 4096, Long.MAX_VALUE);
            appender.startBatch();
            List<DecodedMessage> records = decode(name, expected, appender, retention);
            appender.finishBatch();
            assertThat(root.getRowCount()).isEqualTo(records.size());
            long mismatches = 0;
            for (int i = 0; i < records.size(); i++) {
                mismatches += checkRow(kind, records.get(i), bins, ColumnSamples.row(root, i));
            }
            assertThat(bins.stream()
                            .mapToLong(bin -> appender.mismatchesByColumn().getOrDefault(bin, 0L))
                            .sum())
                    .isEqualTo(mismatches);
        }
    }

    private static Set<String> names(List<DecodedMessage> messages, Predicate<DecodedBin> which) {
        return messages.stream()
                .flatMap(message -> message.bins().stream())
                .filter(which)
                .map(DecodedBin::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Checks the header of each message and appends the records; returns the captured records. */
    private static List<DecodedMessage> decode(
            String name, List<DecodedMessage> expected, RecordAppender appender, Retention retention) {
        List<DecodedMessage> records = new ArrayList<>();
        RecordBlock block = new RecordBlock();
        int at = 0;
        try (RecordDecoder decoder = new RecordDecoder()) {
            decoder.offer(WireBytes.direct(GoldenFrames.answer(name)));
            while (decoder.next()) {
                if (retention == Retention.ALL) {
                    decoder.keep();
                }
                RecordCursor actual = decoder.record();
                DecodedMessage message = expected.get(at++);
                assertThat(actual.isLast()).isEqualTo(message.isLast());
                assertThat(actual.isPartitionDone()).isEqualTo(message.isPartitionDone());
                assertThat(actual.resultCode()).isEqualTo(message.result());
                assertThat(actual.generation()).isEqualTo(message.generation());
                assertThat(actual.voidTime()).isEqualTo(message.voidTime());
                assertThat(actual.batchIndex()).isEqualTo(message.batchIndex());
                assertThat(actual.opCount()).isEqualTo(message.bins().size());
                if (message.isPartitionDone()) {
                    assertThat(actual.donePartition()).isEqualTo(message.generation());
                } else if (!message.isLast() || actual.opCount() > 0) {
                    if (block.isFull()) {
                        appender.append(block);
                        block.clear();
                    }
                    block.add(actual);
                    records.add(message);
                }
            }
            appender.append(block);
            assertThat(decoder.hasBytes()).isFalse();
            assertThat(decoder.ended())
                    .isEqualTo(expected.get(expected.size() - 1).isLast());
        }
        assertThat(at).isEqualTo(expected.size());
        return records;
    }

    private static int checkRow(Kind kind, DecodedMessage message, Set<String> bins, Map<String, Object> row) {
        boolean found = message.result() == 0;
        String digest = message.digest();
        assertThat(row.get("__digest") == null ? null : HexFormat.of().formatHex((byte[]) row.get("__digest")))
                .isEqualTo(digest);
        assertThat(row.get("__partition")).isEqualTo(digest == null ? null : partition(digest));
        assertThat(row.get("__set")).isEqualTo(message.set());
        assertThat(row.get("__result_code")).isEqualTo(message.result());
        assertThat(row.get("__generation")).isEqualTo(found ? message.generation() : null);
        assertThat(row.get("__expiry"))
                .isEqualTo(found && message.voidTime() != 0 ? message.voidTime() + VOID_TIME_EPOCH : null);
        checkValue(kind, message.key(), row.get("__key"));
        int mismatches = 0;
        for (String bin : bins) {
            DecodedBin captured = message.bins().stream()
                    .filter(candidate -> candidate.name().equals(bin) && candidate.particle() != Particle.NULL)
                    .findFirst()
                    .orElse(null);
            mismatches += checkValue(kind, captured, row.get(bin));
        }
        return mismatches;
    }

    private static int checkValue(Kind kind, DecodedBin captured, Object actual) {
        String expected = captured == null ? null : kind.expected(captured);
        assertThat(actual == null ? null : kind.render(actual, captured)).isEqualTo(expected);
        return captured != null && expected == null ? 1 : 0;
    }

    private static int partition(String digest) {
        byte[] bytes = HexFormat.of().parseHex(digest);
        return ((bytes[0] & 0xff) | bytes[1] << 8) & 0xfff;
    }
}
