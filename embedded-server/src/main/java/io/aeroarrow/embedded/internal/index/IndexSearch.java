package io.aeroarrow.embedded.internal.index;

import io.aeroarrow.embedded.internal.collection.ElementPath;
import io.aeroarrow.embedded.internal.geo.GeoShape;
import io.aeroarrow.embedded.internal.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import io.aeroarrow.embedded.internal.wire.MessageFields;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.RequestReader;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The search of a query through a secondary index: the index and the range of its values. */
public final class IndexSearch {
    private static final int MAX_TEXT = 2048;
    private static final int MAX_NAME = 63;
    private static final Comparator<Entry> ORDER =
            Comparator.comparingLong(Entry::key).thenComparing(Entry::digest, Digest.SCAN_ORDER.reversed());

    private final IndexDefinition index;
    private final Predicate<IndexedValue> wanted;

    /** The position of a record in an index. */
    public record Entry(long key, Digest digest) {}

    /** A found record and its position. */
    public record Found(Entry entry, StoredRecord stored) {}

    private IndexSearch(IndexDefinition index, Predicate<IndexedValue> wanted) {
        this.index = index;
        this.wanted = wanted;
    }

    /** Returns the search of a request; null if it has no index range. */
    public static @Nullable IndexSearch of(NamespaceIndexes indexes, String set, MessageFields fields) {
        ByteSlice payload = fields.find(MessageFieldType.INDEX_RANGE);
        if (payload == null) {
            return null;
        }
        RequestReader in = new RequestReader(payload);
        int ranges = in.u8();
        ByteSlice bin = in.bytes(in.u8());
        IndexValueType type = IndexValueType.ofParticle(in.u8()).orElseThrow(() -> bad("type"));
        ByteSlice begin = in.bytes(in.u32());
        ByteSlice end = in.bytes(in.u32());
        Predicate<IndexedValue> wanted = wanted(type, begin, end);
        ByteSlice name = fields.find(MessageFieldType.INDEX_NAME);
        boolean namedElsewhere = name != null || fields.has(MessageFieldType.INDEX_EXPRESSION);
        if (ranges != 1
                || bin.isEmpty() != namedElsewhere
                || (name != null && (name.isEmpty() || name.length() > MAX_NAME))) {
            throw bad("index");
        }
        IndexCollectionType part = part(fields);
        IndexedDataId data = data(bin, fields, name != null);
        IndexDefinition index = (name == null
                        ? part == null ? Optional.<IndexDefinition>empty() : indexes.find(set, data, type, part)
                        : indexes.findValues(name.utf8()))
                .orElseThrow(() -> new RequestFailure(ServerResultCode.INDEX_NOT_FOUND, "the index does not exist"));
        // A named index may have another type than the range; the search then finds nothing.
        return new IndexSearch(index, index.type() == type ? wanted : value -> false);
    }

    /** The indexed part; null for one that no index has. */
    private static @Nullable IndexCollectionType part(MessageFields fields) {
        ByteSlice part = fields.find(MessageFieldType.INDEX_TYPE);
        if (part == null) {
            return IndexCollectionType.DEFAULT;
        }
        if (part.isEmpty()) {
            throw bad("type");
        }
        return IndexCollectionType.ofCode(part.u8(0)).orElse(null);
    }

    private static IndexedDataId data(ByteSlice bin, MessageFields fields, boolean named) {
        ByteSlice expression = fields.find(MessageFieldType.INDEX_EXPRESSION);
        ByteSlice context = fields.find(MessageFieldType.INDEX_CONTEXT);
        if (expression != null && (expression.isEmpty() || named)) {
            throw bad("expression");
        }
        if (context == null) {
            return expression == null ? IndexedDataId.ofBin(bin.utf8()) : IndexedDataId.ofExpression(expression);
        }
        if (named || expression != null || !isContext(context)) {
            throw bad("context");
        }
        return IndexedDataId.ofElement(bin.utf8(), context);
    }

    private static boolean isContext(ByteSlice context) {
        try {
            ElementPath unused = ElementPath.parse(context);
            return ElementPath.isNormalized(context);
        } catch (MalformedMsgpack e) {
            return false;
        }
    }

    private static Predicate<IndexedValue> wanted(IndexValueType type, ByteSlice begin, ByteSlice end) {
        return switch (type) {
            case NUMERIC -> {
                if (begin.length() != Long.BYTES || end.length() != Long.BYTES || begin.i64(0) > end.i64(0)) {
                    throw bad("range");
                }
                yield value -> value.key() >= begin.i64(0) && value.key() <= end.i64(0);
            }
            case STRING, BLOB -> {
                if (begin.length() >= MAX_TEXT) {
                    throw bad("value");
                }
                yield IndexedValue.ofBytes(begin)::equals;
            }
            case GEO2DSPHERE -> geo(begin.utf8());
        };
    }

    private static Predicate<IndexedValue> geo(String json) {
        GeoShape shape;
        try {
            shape = GeoShape.parse(json);
        } catch (IllegalArgumentException e) {
            throw RequestFailure.parameter("bad GeoJSON: " + e.getMessage());
        }
        return value -> {
            GeoShape stored = GeoShape.parse(value.bytes());
            return shape instanceof GeoShape.Point point
                    ? stored.contains(point)
                    : stored instanceof GeoShape.Point place && shape.contains(place);
        };
    }

    private static RequestFailure bad(String what) {
        return RequestFailure.parameter("a bad " + what + " of an index range");
    }

    public String indexName() {
        return index.name();
    }

    /**
     * Returns the matching records of a partition, ordered by value. A record appears once, at its first match after the resume position,
     * so a record that was returned for a smaller value is returned again.
     */
    public Iterator<Found> find(Iterator<Map.Entry<Digest, StoredRecord>> records, @Nullable Entry after) {
        Iterable<Map.Entry<Digest, StoredRecord>> all = () -> records;
        return StreamSupport.stream(all.spliterator(), false)
                .flatMap(record -> found(record.getKey(), record.getValue(), after))
                .sorted(Comparator.comparing(Found::entry, ORDER))
                .iterator();
    }

    private Stream<Found> found(Digest digest, StoredRecord stored, @Nullable Entry after) {
        return index
                .values(digest, stored)
                .filter(wanted)
                .map(value -> new Entry(value.key(), digest))
                .filter(entry -> after == null || ORDER.compare(entry, after) > 0)
                .min(ORDER)
                .map(entry -> new Found(entry, stored))
                .stream();
    }
}
