package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.geo.GeoShape;
import io.aeroarrow.embedded.internal.wire.ByteSlice;

/** GEO: whether one of two is a place, and the other a region around it. */
final class GeoOperator {
    /** Flags, and how many cells follow. */
    private static final int HEADER_SIZE = 3;

    private GeoOperator() {}

    static TypedExpression compile(CallArguments arguments) {
        TypedExpression left = arguments.expression(ExpressionType.GEO);
        TypedExpression right = arguments.expression(ExpressionType.GEO);
        return new TypedExpression(ExpressionType.BOOL, evaluation -> {
            ExpressionValue a = left.evaluate(evaluation);
            ExpressionValue b = right.evaluate(evaluation);
            return a instanceof ExpressionValue.Geo one && b instanceof ExpressionValue.Geo other
                    ? ExpressionValue.of(contains(one.shape(), other.shape()) || contains(other.shape(), one.shape()))
                    : ExpressionValue.UNKNOWN;
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
    static ExpressionValue constant(String json) {
        try {
            return new ExpressionValue.Geo(GeoShape.parse(json));
        } catch (IllegalArgumentException e) {
            throw new InvalidExpression("no GeoJSON of a place or region: " + e.getMessage());
        }
    }

    /** What a bin holds, behind its cells; writes are not looked at so closely that it must be a shape. */
    static ExpressionValue stored(ByteSlice bin) {
        int text = HEADER_SIZE + bin.u16(1) * Long.BYTES;
        try {
            return new ExpressionValue.Geo(
                    GeoShape.parse(bin.slice(text, bin.length() - text).utf8()));
        } catch (IllegalArgumentException e) {
            return ExpressionValue.UNKNOWN;
        }
    }
}
