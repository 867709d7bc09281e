package io.aeroarrow.query;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.filter.CollectionSize;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.PathValue;
import io.aeroarrow.internal.api.WellFormed;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * The records that a secondary index finds.
 *
 * <p>{@code IndexQuery.bin("age").between(18, 30)}, {@code IndexQuery.list("tags").equalTo("new")}
 *
 * <p>Over a list or map, a record is found if at least one element matches, and is returned once. Values in lists and maps, and
 * computed values, are found by {@link #of(Operand)}: {@code IndexQuery.of(Filter.bin("m").key("age")).between(18, 30)}.
 *
 * @param index the index to query
 * @param predicate the condition on the indexed values
 */
public record IndexQuery(Index index, Predicate predicate) implements Serializable {

    /**
     * Checks the components.
     *
     * @param index the index to query
     * @param predicate the condition on the indexed values
     */
    public IndexQuery {
        Objects.requireNonNull(index, "index");
        Objects.requireNonNull(predicate, "predicate");
        if (predicate instanceof AnyOf && !holdsOneValue(index)) {
            throw new IllegalArgumentException("a query for several values of " + index
                    + " could find a record under several values. Query one value at a time.");
        }
    }

    private static boolean holdsOneValue(Index index) {
        if (index instanceof OfBin bin) {
            return bin.collection() == IndexCollection.DEFAULT;
        } else if (index instanceof OfPath path) {
            return path.collection() == IndexCollection.DEFAULT;
        }
        return index instanceof OfExpression expression && expression.collection() == IndexCollection.DEFAULT;
    }

    /** {@return the queries of single values, or of a single range, that together find the same records} Each record comes from one. */
    public List<IndexQuery> parts() {
        return predicate instanceof AnyOf any
                ? any.predicates().stream()
                        .map(each -> new IndexQuery(index, each))
                        .toList()
                : List.of(this);
    }

    /** Which index a query uses; its methods make the query. */
    public sealed interface Index extends Serializable {

        /**
         * {@return a query for records with this value in the index}
         *
         * @param value the value
         */
        default IndexQuery equalTo(long value) {
            return between(value, value);
        }

        /**
         * {@return a query for records with this value in the index}
         *
         * @param value the value
         */
        default IndexQuery equalTo(String value) {
            return new IndexQuery(this, new TextEqual(value));
        }

        /**
         * {@return a query for records with this value in the index}
         *
         * @param value the value
         */
        default IndexQuery equalTo(byte[] value) {
            return new IndexQuery(this, new BlobEqual((BlobValue) Value.of(value)));
        }

        /**
         * {@return integers from one to another, both included}
         *
         * @param low the lowest value, included
         * @param high the highest value, included
         */
        default IndexQuery between(long low, long high) {
            return new IndexQuery(this, new IntegerRange(low, high));
        }

        /**
         * {@return a query for records with one of these values in the index} The client sends one query after the other, for
         * each value. An index on elements does not support it, because it could find a record under several values.
         *
         * @param values at least one; all integers, all strings or all blobs
         * @throws IllegalArgumentException for an index on elements, or of which only the name is known
         */
        default IndexQuery in(List<? extends Value> values) {
            List<Predicate> each =
                    values.stream().<Predicate>map(AnyOf::equality).distinct().toList();
            return new IndexQuery(this, each.size() == 1 ? each.get(0) : new AnyOf(each));
        }

        /**
         * {@return points within a region; or, given a point, regions that contain it}
         *
         * @param geoJson a Polygon, MultiPolygon or AeroCircle; or a Point
         */
        default IndexQuery geo(String geoJson) {
            return new IndexQuery(this, new Geo(geoJson));
        }

        /**
         * {@return points at most so far from a place}
         *
         * @param longitude degrees, -180 to 180
         * @param latitude degrees, -90 to 90
         * @param meters the radius, more than zero
         */
        default IndexQuery withinRadius(double longitude, double latitude, double meters) {
            if (!(meters > 0) || Double.isInfinite(meters)) {
                throw new IllegalArgumentException("a radius of " + meters + " m; it must be longer than zero");
            }
            String center = Geo.coordinates(longitude, latitude);
            return geo("{\"type\":\"AeroCircle\",\"coordinates\":[" + center + "," + Geo.number(meters) + "]}");
        }

        /**
         * {@return regions that contain a place}
         *
         * @param longitude degrees, -180 to 180
         * @param latitude degrees, -90 to 90
         */
        default IndexQuery containsPoint(double longitude, double latitude) {
            return geo("{\"type\":\"Point\",\"coordinates\":" + Geo.coordinates(longitude, latitude) + "}");
        }
    }

    /** The index on a bin, of the type that the query's value has. */
    public record OfBin(String bin, IndexCollection collection) implements Index {
        /**
         * Checks the components.
         *
         * @param bin the name of the bin, 1 to 15 bytes of UTF-8
         * @param collection the collection
         */
        public OfBin {
            Bin.requireName(bin);
            Objects.requireNonNull(collection, "collection");
        }

        @Override
        public String toString() {
            return "the index on "
                    + switch (collection) {
                        case DEFAULT -> "bin '" + bin + "'";
                        case LIST -> "the elements of list '" + bin + "'";
                        case MAP_KEYS -> "the keys of map '" + bin + "'";
                        case MAP_VALUES -> "the values of map '" + bin + "'";
                    };
        }
    }

    /** The index on a value in a list or map, of the type that the query's value has. */
    public record OfPath(PathValue value, IndexCollection collection) implements Index {
        /**
         * Checks the components.
         *
         * @param value the indexed value, or the list or map whose elements are indexed
         * @param collection the collection
         */
        public OfPath {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(collection, "collection");
        }

        @Override
        public String toString() {
            return "the index on " + elements(collection) + value;
        }
    }

    /** The index on a computed value, of the type that the query's value has. Needs server 8.1. */
    public record OfExpression(Operand value, IndexCollection collection) implements Index {
        /**
         * Checks the components.
         *
         * @param value a size, a digest modulo, or an expression
         * @param collection the collection
         */
        public OfExpression {
            Objects.requireNonNull(collection, "collection");
            if (!(value instanceof CollectionSize
                    || value instanceof Operand.DigestModulo
                    || value instanceof Operand.ExpressionValue)) {
                throw new IllegalArgumentException("servers do not index the " + value);
            }
        }

        @Override
        public String toString() {
            return "the index on " + elements(collection) + value;
        }
    }

    private static String elements(IndexCollection collection) {
        return switch (collection) {
            case DEFAULT -> "";
            case LIST -> "the elements of list ";
            case MAP_KEYS -> "the keys of map ";
            case MAP_VALUES -> "the values of map ";
        };
    }

    /** The index of a name. Needs server 8.1. */
    public record Named(String name) implements Index {
        /**
         * Checks the components.
         *
         * @param name the name
         */
        public Named {
            SecondaryIndex.requireName(name);
        }

        @Override
        public String toString() {
            return "index '" + name + "'";
        }
    }

    /** The condition on the indexed values. */
    public sealed interface Predicate extends Serializable {

        /** {@return the type of index that the predicate needs} */
        IndexType type();
    }

    /** Integers from one to another, both included. */
    public record IntegerRange(long low, long high) implements Predicate {
        /**
         * Checks the components.
         *
         * @param low the lowest value, included
         * @param high the highest value, included
         */
        public IntegerRange {
            if (low > high) {
                throw new IllegalArgumentException("the range " + low + " to " + high + " holds nothing");
            }
        }

        @Override
        public IndexType type() {
            return IndexType.NUMERIC;
        }
    }

    /** One string. */
    public record TextEqual(String value) implements Predicate {
        /**
         * Checks the components.
         *
         * @param value the value
         */
        public TextEqual {
            requireLength(WellFormed.require(value).getBytes(StandardCharsets.UTF_8).length);
        }

        @Override
        public IndexType type() {
            return IndexType.STRING;
        }
    }

    /** One blob. */
    public record BlobEqual(BlobValue value) implements Predicate {
        /**
         * Checks the components.
         *
         * @param value the value
         */
        public BlobEqual {
            requireLength(value.bytes().length);
        }

        @Override
        public IndexType type() {
            return IndexType.BLOB;
        }
    }

    /** A region, or a point, as GeoJSON; the server interprets it. */
    public record Geo(String json) implements Predicate {
        /**
         * Checks the components.
         *
         * @param json GeoJSON text
         */
        public Geo {
            String text = json.strip();
            if (!text.startsWith("{") || !text.endsWith("}")) {
                throw new IllegalArgumentException("'" + json + "' is no GeoJSON object");
            }
        }

        @Override
        public IndexType type() {
            return IndexType.GEO2DSPHERE;
        }

        private static String coordinates(double longitude, double latitude) {
            if (!(Math.abs(longitude) <= 180) || !(Math.abs(latitude) <= 90)) {
                throw new IllegalArgumentException("there is no place at longitude " + longitude + ", latitude "
                        + latitude + "; the longitude comes first");
            }
            return "[" + number(longitude) + "," + number(latitude) + "]";
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, "%.9f", value);
        }
    }

    /** One of several values, all of one type. */
    public record AnyOf(List<Predicate> predicates) implements Predicate {
        /**
         * Checks the components.
         *
         * @param predicates two or more different values of one type; no ranges
         */
        public AnyOf {
            predicates = List.copyOf(predicates);
            if (predicates.size() < 2 || Set.copyOf(predicates).size() < predicates.size()) {
                throw new IllegalArgumentException(
                        "the values " + predicates + "; they must be two or more different ones");
            }
            predicates.forEach(AnyOf::requireEquality);
            if (predicates.stream().map(Predicate::type).distinct().count() > 1) {
                throw new IllegalArgumentException("the values " + predicates + "; they must have one type");
            }
        }

        private static void requireEquality(Predicate predicate) {
            boolean equality = predicate instanceof IntegerRange range
                    ? range.low() == range.high()
                    : predicate instanceof TextEqual || predicate instanceof BlobEqual;
            if (!equality) {
                throw new IllegalArgumentException(
                        predicate + " among several values; only single values can be combined");
            }
        }

        private static Predicate equality(Value value) {
            if (value instanceof Value.IntegerValue number) {
                return new IntegerRange(number.value(), number.value());
            } else if (value instanceof Value.StringValue text) {
                return new TextEqual(text.value());
            } else if (value instanceof BlobValue blob) {
                return new BlobEqual(blob);
            }
            throw new IllegalArgumentException(
                    value + " in an index query; an index holds integers, strings and blobs");
        }

        @Override
        public IndexType type() {
            return predicates.get(0).type();
        }
    }

    private static void requireLength(int bytes) {
        if (bytes > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException(
                    "a value of " + bytes + " bytes; servers search for " + MAX_VALUE_BYTES + " at most");
        }
    }

    private static final int MAX_VALUE_BYTES = 2047;

    /**
     * {@return the index on a bin's values}
     *
     * @param bin the name of the bin, 1 to 15 bytes of UTF-8
     */
    public static Index bin(String bin) {
        return new OfBin(bin, IndexCollection.DEFAULT);
    }

    /**
     * {@return the index on the elements of a list}
     *
     * @param bin the name of the bin, 1 to 15 bytes of UTF-8
     */
    public static Index list(String bin) {
        return new OfBin(bin, IndexCollection.LIST);
    }

    /**
     * {@return the index on the keys of a map}
     *
     * @param bin the name of the bin, 1 to 15 bytes of UTF-8
     */
    public static Index mapKeys(String bin) {
        return new OfBin(bin, IndexCollection.MAP_KEYS);
    }

    /**
     * {@return the index on the values of a map}
     *
     * @param bin the name of the bin, 1 to 15 bytes of UTF-8
     */
    public static Index mapValues(String bin) {
        return new OfBin(bin, IndexCollection.MAP_VALUES);
    }

    /**
     * {@return the index on a value}
     *
     * @param value a bin, a value in its list or map, a size, a digest modulo, or an expression
     * @throws IllegalArgumentException for the key and metadata, which servers do not index
     */
    public static Index of(Operand value) {
        return of(value, IndexCollection.DEFAULT);
    }

    /**
     * {@return the index on a value, or on the elements of a list or map}
     *
     * @param value a bin, a value in its list or map, a size, a digest modulo, or an expression
     * @param collection which part of the value is indexed
     * @throws IllegalArgumentException for the key and metadata, which servers do not index
     */
    public static Index of(Operand value, IndexCollection collection) {
        if (value instanceof Operand.BinValue bin) {
            return new OfBin(bin.name(), collection);
        }
        return value instanceof PathValue path ? new OfPath(path, collection) : new OfExpression(value, collection);
    }

    /**
     * {@return the index of a name} Needs server 8.1.
     *
     * @param index the name of the index
     */
    public static Index named(String index) {
        return new Named(index);
    }
}
