package io.aeroarrow.internal.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.info.Info;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.internal.message.FieldType;
import io.aeroarrow.internal.message.MessageLayout;
import io.aeroarrow.internal.request.QueryRequest.Share;
import io.aeroarrow.internal.request.QueryRequest.Spec;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.RecordCommand;
import io.aeroarrow.policy.ApReadMode;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.ScReadMode;
import io.aeroarrow.policy.TimeToLive;
import io.aeroarrow.policy.WritePolicy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests are those of the official client. */
class GoldenRequestsTest {

    private static final byte[] NO_DIGESTS = {};
    private static final String GEOJSON = "{\"type\":\"Point\",\"coordinates\":[-122.0,37.5]}";

    /** Offsets in a frame. */
    private static final int INFO1 = 9;

    private static final int INFO2 = 10;
    private static final int OPS = 29;

    @Test
    void encodesAScanOfOnePartition() {
        byte[] golden = GoldenFrames.request("scan-one-partition");
        Spec spec = spec("golden", BinSelection.all());
        assertThat(bytes(query(spec, List.of(2049), NO_DIGESTS, 0, queryId(golden))))
                .isEqualTo(golden);
    }

    @Test
    void encodesAScanOfAllPartitions() {
        byte[] golden = GoldenFrames.request("scan-all");
        List<Integer> all = IntStream.range(0, 4096).boxed().toList();
        assertThat(bytes(query(spec("golden", BinSelection.all()), all, NO_DIGESTS, 0, queryId(golden))))
                .isEqualTo(golden);
    }

    @Test
    void encodesAScanOfMetadata() {
        byte[] golden = GoldenFrames.request("scan-nobins");
        assertThat(bytes(query(spec("golden", BinSelection.none()), List.of(2049), NO_DIGESTS, 0, queryId(golden))))
                .isEqualTo(golden);
    }

    @Test
    void encodesAScanResumedAfterADigest() {
        byte[] golden = GoldenFrames.request("scan-after-digest");
        byte[] digest = HexFormat.of().parseHex("0118ddc90dd5463a336c9902718e298117de1012");
        assertThat(bytes(query(spec("golden", BinSelection.all()), List.of(), digest, 0, queryId(golden))))
                .isEqualTo(golden);
    }

    @Test
    void encodesALimitedScanOfBins() {
        byte[] golden = GoldenFrames.request("scan-bins-max-rps");
        Spec spec = new Spec("test", "golden", null, BinSelection.of(List.of("a")), false, null, 100, 10_000);
        byte[] ours = bytes(query(spec, List.of(2049, 2050, 2051), NO_DIGESTS, 3, queryId(golden)));
        assertThat(List.copyOf(fields(ours).entrySet()))
                .isEqualTo(List.copyOf(fields(golden).entrySet()));
        assertThat(header(ours)).isEqualTo(header(golden));
        assertThat(ops(ours)).isEqualTo(ops(golden));
    }

    @Test
    void encodesAFilteredScan() {
        byte[] golden = GoldenFrames.request("scan-filter");
        Spec spec = new Spec(
                "test",
                "golden",
                null,
                BinSelection.all(),
                false,
                Filter.bin("a").atLeast(0),
                0,
                10_000);
        assertThat(bytes(query(spec, List.of(2049, 2050), NO_DIGESTS, 0, queryId(golden))))
                .isEqualTo(golden);
    }

    @Test
    void asksForAbsentBinsOrElseForAllBins() {
        BinSelection bins = BinSelection.of(List.of("a", "b"));
        Spec spec = new Spec("test", "golden", null, bins, true, null, 0, 10_000);
        Share share = new Share(0);
        share.addFresh(partitions(1));
        byte[] newer = bytes(QueryRequest.encode(spec, share, 9, ServerBuild.parse("8.1.2.0")));
        byte[] older = bytes(QueryRequest.encode(spec, share, 9, ServerBuild.parse("8.1.0.3")));
        assertThat(newer[INFO2]).isEqualTo((byte) 0x80);
        assertThat(newer[OPS]).isEqualTo((byte) 2);
        assertThat(older[INFO2]).isZero();
        assertThat(older[OPS]).isZero();
        assertThat(older[INFO1]).isEqualTo(newer[INFO1]);
    }

    @Test
    void encodesNoSetForAScanOfANamespace() {
        byte[] ours = bytes(query(spec("", BinSelection.all()), List.of(1), NO_DIGESTS, 0, 9));
        assertThat(fields(ours)).doesNotContainKey(FieldType.SET).containsEntry(FieldType.QUERY_ID, "0000000000000009");
    }

    @Test
    void encodesFreshAndResumedPartitionsTogether() {
        byte[] digests = new byte[40];
        digests[0] = 5;
        digests[20] = 6;
        byte[] ours = bytes(query(spec("s", BinSelection.all()), List.of(1, 4095), digests, 0, 9));
        assertThat(fields(ours))
                .containsEntry(FieldType.PARTITION_IDS, "0100ff0f")
                .containsEntry(FieldType.DIGESTS, HexFormat.of().formatHex(digests));
    }

    @Test
    void encodesReadModesAsFlags() {
        for (ScReadMode mode : ScReadMode.values()) {
            byte[] golden = GoldenFrames.request("get-sc-" + mode.name().toLowerCase(Locale.ROOT));
            assertThat(bytes(read(ReadRouting.DEFAULT.withScMode(mode)).encode(5000, GoldenRequestsTest::exactly)))
                    .as(mode.name())
                    .isEqualTo(golden);
        }
        byte[] all = GoldenFrames.request("get-sc-session");
        all[9] |= 0x40;
        assertThat(bytes(
                        read(ReadRouting.DEFAULT.withApMode(ApReadMode.ALL)).encode(5000, GoldenRequestsTest::exactly)))
                .isEqualTo(all);
    }

    private static RecordRequest read(ReadRouting routing) {
        return new RecordRequest(
                Key.of("test", "golden", 1),
                new RecordCommand.Read(BinSelection.all()),
                WritePolicy.DEFAULT.withSendKey(false),
                routing);
    }

    /** The flags are in the row that holds the request of all keys. */
    @Test
    void encodesReadModesOfABatch() {
        byte[] usual = batch(BinSelection.all());
        ReadRouting strict = ReadRouting.DEFAULT.withApMode(ApReadMode.ALL).withScMode(ScReadMode.ALLOW_UNAVAILABLE);
        byte[] ours = batch(BinSelection.all(), strict, 0, 4);
        List<Integer> different = IntStream.range(0, usual.length)
                .filter(at -> usual[at] != ours[at])
                .boxed()
                .toList();
        int flags = different.get(0);
        assertThat(different).containsExactly(flags, flags + 2);
        assertThat(ours[flags] ^ usual[flags]).isEqualTo(0x40);
        assertThat(ours[flags + 2] & 0xff).isEqualTo(0xc0);
    }

    @Test
    void encodesBatchReads() {
        assertThat(batch(BinSelection.all())).isEqualTo(GoldenFrames.request("batch-get-all"));
        assertThat(batch(BinSelection.of(List.of("a")))).isEqualTo(GoldenFrames.request("batch-get-bins"));
        assertThat(batch(BinSelection.none())).isEqualTo(GoldenFrames.request("batch-header"));
    }

    /** The four keys of the captures are part of a longer list and have its indexes. */
    @Test
    void keepsTheIndexesOfTheWholeBatchInAPart() {
        byte[] whole = batch(BinSelection.all());
        byte[] part = batch(BinSelection.all(), 2, 2);
        ByteBuffer rows = ByteBuffer.wrap(part, rowsOf(), part.length - rowsOf());
        assertThat(rows.getInt()).isEqualTo(2);
        assertThat(rows.get()).isEqualTo(whole[rowsOf() + 4]);
        assertThat(rows.getInt()).isEqualTo(2);
        byte[] digest = new byte[20];
        rows.get(digest);
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo("60a53d686de36ef4fad6717bd86e4f1cebcb9b66");
        assertThat(rows.get()).isEqualTo((byte) MessageLayout.BATCH_ROW_READ);
    }

    private static int rowsOf() {
        return MessageLayout.FRAME_HEADER_SIZE + MessageLayout.HEADER_SIZE + 5;
    }

    /**
     * The official client also counts the 14 bytes of the filter in the size of the next field; servers ignore that.
     */
    @Test
    void encodesABatchWithAFilter() {
        byte[] expected = GoldenFrames.request("batch-filter");
        int size = 8 + 22 + 14 + 3;
        assertThat(expected[size]).isEqualTo((byte) 0x97);
        expected[size] = (byte) (0x97 - 14);
        Filter filter = Filter.bin("a").greaterThan(200);
        assertThat(batch(BinSelection.all(), filter, ReadRouting.DEFAULT, 0, 4)).isEqualTo(expected);
    }

    private static byte[] batch(BinSelection bins) {
        return batch(bins, 0, 4);
    }

    private static byte[] batch(BinSelection bins, int from, int count) {
        return batch(bins, ReadRouting.DEFAULT, from, count);
    }

    private static byte[] batch(BinSelection bins, ReadRouting routing, int from, int count) {
        return batch(bins, null, routing, from, count);
    }

    private static byte[] batch(BinSelection bins, @Nullable Filter filter, ReadRouting routing, int from, int count) {
        ByteBuf digests = PooledByteBufAllocator.DEFAULT.directBuffer(80);
        try {
            for (String digest : List.of(
                    "0118ddc90dd5463a336c9902718e298117de1012",
                    "4ba76d5603a1043ee55ffad6bc83d1d3bf70ef4f",
                    "60a53d686de36ef4fad6717bd86e4f1cebcb9b66",
                    "0c9d03a12ed4c8b6b9e0c43f12736c3c217826b3")) {
                digests.writeBytes(HexFormat.of().parseHex(digest));
            }
            return bytes(BatchReadRequest.encode(
                    "test",
                    "golden",
                    bins,
                    List.of(),
                    filter,
                    ServerBuild.UNKNOWN,
                    routing,
                    key -> RawMemory.address(digests) + 20L * key,
                    IntStream.range(from, from + count).toArray(),
                    5000));
        } finally {
            digests.release();
        }
    }

    @Test
    void encodesPuts() {
        assertPut("put-int", Key.of("test", "golden", 1), false, 0, new Bin("a", Value.of(5)));
        assertPut("put-sendkey-int", Key.of("test", "golden", 100), true, 0, new Bin("a", Value.of(1)));
        assertPut("put-sendkey-str", Key.of("test", "golden", "userkey"), true, 0, new Bin("a", Value.of(2)));
        Key blob = new Key("test", "golden", Value.of(new byte[] {(byte) 0xde, (byte) 0xad}));
        assertPut("put-sendkey-blob", blob, true, 0, new Bin("a", Value.of(3)));
        assertPut(
                "put-multi",
                Key.of("test", "golden", "k2"),
                false,
                0,
                new Bin("i", Value.of(-1)),
                new Bin("f", Value.of(1.5)),
                new Bin("s", Value.of("hi")),
                new Bin("b", Value.of(true)),
                new Bin("bl", Value.of(new byte[] {1, 2, 3})));
        assertPut("put-null-bin", Key.of("test", "golden", "k2"), false, 0, new Bin("i", Value.ofNull()));
    }

    @Test
    void encodesAPutOfGeoJson() {
        RecordRequest ours =
                put(Key.of("test", "golden", "k5"), List.of(new Bin("g", Value.geoJson(GEOJSON))), false, 0);
        assertThat(bytes(ours.encode(5000, GoldenRequestsTest::exactly))).isEqualTo(GoldenFrames.request("put-geo"));
    }

    @Test
    void encodesPutsWithATimeToLive() {
        for (Map.Entry<String, Integer> ttl : Map.of("put-ttl-3600", 3600, "put-ttl-minus1", -1, "put-ttl-minus2", -2)
                .entrySet()) {
            byte[] golden = GoldenFrames.request(ttl.getKey());
            byte[] ours =
                    bytes(put(Key.of("test", "golden", 1), List.of(new Bin("a", Value.of(1))), false, ttl.getValue())
                            .encode(5000, GoldenRequestsTest::exactly));
            // The captures write other keys.
            assertThat(header(ours)).isEqualTo(header(golden));
            assertThat(ops(ours)).isEqualTo(ops(golden));
        }
    }

    /** This client sends an empty set where the official client sends none; servers treat both alike. */
    @Test
    void encodesAPutWithoutASet() {
        byte[] golden = GoldenFrames.request("put-noset");
        byte[] ours = bytes(put(Key.of("test", "", 1), List.of(new Bin("a", Value.of(1))), false, 0)
                .encode(5000, GoldenRequestsTest::exactly));
        Map<Integer, String> actual = fields(ours);
        assertThat(actual.getOrDefault(FieldType.SET, "")).isEmpty();
        actual.remove(FieldType.SET);
        assertThat(actual.keySet()).isEqualTo(fields(golden).keySet());
        assertThat(ops(ours)).isEqualTo(ops(golden));
    }

    @Test
    void encodesInfoRequests() {
        assertThat(bytes(Info.encode(List.of("node")))).isEqualTo(GoldenFrames.request("info-node"));
        assertThat(bytes(Info.encode(List.of("partition-generation", "replicas"))))
                .isEqualTo(GoldenFrames.request("conn-bootstrap.3"));
        assertThat(bytes(Info.encode(List.of("node", "bogus")))).isEqualTo(GoldenFrames.request("raw-info-two"));
    }

    private static RecordRequest put(Key key, List<Bin> bins, boolean sendKey, int timeToLive) {
        WritePolicy policy = WritePolicy.DEFAULT.withSendKey(sendKey).withTimeToLive(new TimeToLive(timeToLive));
        return new RecordRequest(key, RecordCommand.Operate.writing(bins), policy);
    }

    private static void assertPut(String capture, Key key, boolean sendKey, int timeToLive, Bin... bins) {
        RecordRequest ours = put(key, List.of(bins), sendKey, timeToLive);
        byte[] golden = GoldenFrames.request(capture);
        assertThat(bytes(ours.encode(5000, GoldenRequestsTest::exactly)))
                .as(capture)
                .isEqualTo(golden);
        byte[] digest = HexFormat.of().parseHex(fields(golden).get(FieldType.DIGEST));
        assertThat(ours.partition()).isEqualTo(((digest[0] & 0xff) | (digest[1] & 0x0f) << 8));
    }

    private static Spec spec(String set, BinSelection bins) {
        return new Spec("test", set, null, bins, false, null, 0, 10_000);
    }

    private static ByteBuf query(Spec spec, List<Integer> fresh, byte[] digests, long maxRecords, long queryId) {
        Share share = new Share(maxRecords);
        fresh.forEach(partition -> share.addFresh(partitions(partition)));
        share.addResumed(digests);
        return QueryRequest.encode(spec, share, queryId, ServerBuild.UNKNOWN);
    }

    /** A buffer that cannot grow, like those of connections. */
    private static ByteBuf exactly(int size) {
        return Unpooled.buffer(size, size);
    }

    static byte[] bytes(ByteBuf frame) {
        byte[] bytes = ByteBufUtil.getBytes(frame);
        assertThat(frame.release()).isTrue();
        return bytes;
    }

    static long queryId(byte[] request) {
        return Long.parseUnsignedLong(fields(request).get(FieldType.QUERY_ID), 16);
    }

    /** A request's header without its count of fields. */
    static String header(byte[] request) {
        return HexFormat.of()
                .formatHex(
                        request,
                        MessageLayout.FRAME_HEADER_SIZE,
                        MessageLayout.FRAME_HEADER_SIZE + MessageLayout.FIELDS_OFFSET);
    }

    /** A request's fields in their order. */
    static Map<Integer, String> fields(byte[] request) {
        Map<Integer, String> fields = new LinkedHashMap<>();
        skipFields(ByteBuffer.wrap(request), fields);
        return fields;
    }

    static Map<String, String> ops(byte[] request) {
        ByteBuffer buffer = ByteBuffer.wrap(request);
        skipFields(buffer, new TreeMap<>());
        byte[] ops = new byte[buffer.remaining()];
        buffer.get(ops);
        return Map.of(
                "count",
                String.valueOf(buffer.getShort(28)),
                "bytes",
                HexFormat.of().formatHex(ops));
    }

    private static void skipFields(ByteBuffer buffer, Map<Integer, String> into) {
        int count = buffer.getShort(MessageLayout.FRAME_HEADER_SIZE + MessageLayout.FIELDS_OFFSET);
        buffer.position(MessageLayout.FRAME_HEADER_SIZE + MessageLayout.HEADER_SIZE);
        for (int i = 0; i < count; i++) {
            byte[] value = new byte[buffer.getInt() - 1];
            int type = buffer.get();
            buffer.get(value);
            into.put(type, HexFormat.of().formatHex(value));
        }
    }

    static BitSet partitions(int... ids) {
        BitSet partitions = new BitSet();
        IntStream.of(ids).forEach(partitions::set);
        return partitions;
    }
}
