package io.aeroarrow.embedded.exp;

import io.aeroarrow.embedded.geo.GeoShape;
import io.aeroarrow.embedded.wire.Bytes;

/** GEO: whether one of two is a place, and the other a region around it. */
final class GeoMatch {
    /** Flags, and how many cells follow. */
    private static final int HEADER_SIZE = 3;

    private GeoMatch() {}

    static Node compile(Arguments arguments) {
        Node left = arguments.expression(ExpType.GEO);
        Node right = arguments.expression(ExpType.GEO);
        return new Node(ExpType.BOOL, evaluation -> {
            Value a = left.evaluate(evaluation);
            Value b = right.evaluate(evaluation);
            return a instanceof Value.Geo one && b instanceof Value.Geo other
                    ? Value.of(contains(one.shape(), other.shape()) || contains(other.shape(), one.shape()))
                    : Value.UNKNOWN;
        });
    }

    private static boolean contains(GeoShape region, GeoShape place) {
        return place instanceof GeoShape.Point point && region.contains(point);
    }

    /**
     * Reads a constant.
     *
     * @throws InvalidExpression if it is no place or region
     */
    static Value constant(String json) {
        try {
            return new Value.Geo(GeoShape.parse(json));
        } catch (IllegalArgumentException e) {
            throw new InvalidExpression("no GeoJSON of a place or region: " + e.getMessage());
        }
    }

    /** What a bin holds, behind its cells; writes are not looked at so closely that it must be a shape. */
    static Value stored(Bytes bin) {
        int text = HEADER_SIZE + bin.u16(1) * Long.BYTES;
        try {
            return new Value.Geo(
                    GeoShape.parse(bin.slice(text, bin.length() - text).utf8()));
        } catch (IllegalArgumentException e) {
            return Value.UNKNOWN;
        }
    }
}
