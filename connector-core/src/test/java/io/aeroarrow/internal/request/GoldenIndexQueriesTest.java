package io.aeroarrow.internal.request;

import static io.aeroarrow.internal.request.GoldenRequestsTest.bytes;
import static io.aeroarrow.internal.request.GoldenRequestsTest.fields;
import static io.aeroarrow.internal.request.GoldenRequestsTest.header;
import static io.aeroarrow.internal.request.GoldenRequestsTest.ops;
import static io.aeroarrow.internal.request.GoldenRequestsTest.queryId;
import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.internal.message.FieldType;
import io.aeroarrow.internal.request.QueryRequest.Share;
import io.aeroarrow.internal.request.QueryRequest.Spec;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.query.IndexQuery;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Secondary-index queries have the fields of the official client, in another order. */
class GoldenIndexQueriesTest {

    static Stream<Arguments> queries() {
        return Stream.of(
                Arguments.of("query-int-eq", IndexQuery.bin("a").equalTo(201)),
                Arguments.of("query-int-range", IndexQuery.bin("a").between(1, 100_000)),
                Arguments.of("query-str", IndexQuery.bin("b").equalTo("v203")),
                Arguments.of("query-blob", IndexQuery.bin("bl").equalTo(new byte[] {1, 2, 3})),
                Arguments.of("query-list-contains", IndexQuery.list("l").equalTo(7)),
                Arguments.of("query-list-range", IndexQuery.list("l").between(1, 10)),
                Arguments.of("query-mapkeys", IndexQuery.mapKeys("m").equalTo("a")),
                Arguments.of(
                        "query-ctx",
                        IndexQuery.of(Filter.bin("m").key("sub"), IndexCollection.MAP_VALUES)
                                .between(0, 9)),
                Arguments.of(
                        "query-by-expression",
                        IndexQuery.of(Filter.expressionValue("kxSTUQKhYQE=")).between(1, 100_000)),
                Arguments.of("query-by-index-name", IndexQuery.named("gi_a").between(1, 100_000)));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void encodesAQueryOfAllBins(String name, IndexQuery query) {
        byte[] golden = GoldenFrames.request(name);
        Spec spec = new Spec("test", "golden", query, BinSelection.all(), false, null, 0, 10_000);

        byte[] ours = bytes(QueryRequest.encode(spec, fresh(golden), queryId(golden), ServerBuild.UNKNOWN));

        assertThat(new TreeMap<>(fields(ours))).isEqualTo(new TreeMap<>(fields(golden)));
        assertThat(header(ours)).isEqualTo(header(golden));
    }

    @Test
    void encodesAQueryOfNamedBins() {
        byte[] golden = GoldenFrames.request("query-int-range-bins");
        Spec spec = new Spec(
                "test",
                "golden",
                IndexQuery.bin("a").between(1, 100_000),
                BinSelection.of(names(golden)),
                false,
                null,
                0,
                10_000);

        byte[] ours = bytes(QueryRequest.encode(spec, fresh(golden), queryId(golden), ServerBuild.UNKNOWN));

        assertThat(new TreeMap<>(fields(ours))).isEqualTo(new TreeMap<>(fields(golden)));
        assertThat(ops(ours)).isEqualTo(ops(golden));
    }

    /** The text of a region is the caller's; the other fields are equal. */
    @Test
    void encodesAQueryOfARegionOrAPoint() {
        for (String name : List.of("query-geo-region", "query-geo-contains")) {
            byte[] golden = GoldenFrames.request(name);
            ByteBuffer range =
                    ByteBuffer.wrap(HexFormat.of().parseHex(fields(golden).get(FieldType.INDEX_RANGE)));
            String bin = text(range.position(1), range.get());
            range.get();
            String json = text(range, range.getInt());
            Spec spec = new Spec(
                    "test", "golden", IndexQuery.bin(bin).geo(json), BinSelection.all(), false, null, 0, 10_000);

            byte[] ours = bytes(QueryRequest.encode(spec, fresh(golden), queryId(golden), ServerBuild.UNKNOWN));

            assertThat(new TreeMap<>(fields(ours))).isEqualTo(new TreeMap<>(fields(golden)));
        }
    }

    @Test
    void encodesAResumedQuery() {
        byte[] golden = GoldenFrames.request("query-resume.2");
        Spec spec = new Spec(
                "test", "golden", IndexQuery.bin("a").between(1, 100_000), BinSelection.all(), false, null, 0, 10_000);
        byte[] digest = HexFormat.of().parseHex("0118ddc90dd5463a336c9902718e298117de1012");
        Share share = new Share(1);
        share.addFresh(GoldenRequestsTest.partitions(2050));
        share.addResumed(digest, 201);

        byte[] ours = bytes(QueryRequest.encode(spec, share, queryId(golden), ServerBuild.UNKNOWN));

        assertThat(new TreeMap<>(fields(ours))).isEqualTo(new TreeMap<>(fields(golden)));
    }

    private static Share fresh(byte[] golden) {
        byte[] ids = HexFormat.of().parseHex(fields(golden).get(FieldType.PARTITION_IDS));
        Share fresh = new Share(0);
        for (int i = 0; i < ids.length; i += 2) {
            fresh.addFresh(GoldenRequestsTest.partitions((ids[i] & 0xff) | (ids[i + 1] & 0xff) << 8));
        }
        return fresh;
    }

    private static List<String> names(byte[] golden) {
        Map<String, String> ops = ops(golden);
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(ops.get("bytes")));
        List<String> names = new ArrayList<>();
        while (bytes.hasRemaining()) {
            bytes.getInt();
            names.add(text(bytes.position(bytes.position() + 3), bytes.get()));
        }
        return names;
    }

    private static String text(ByteBuffer buffer, int length) {
        byte[] text = new byte[length];
        buffer.get(text);
        return new String(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
