package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.geo.GeoShape;
import io.aeroarrow.embedded.internal.wire.ByteSlice;

/** The operator GEO: whether one of two shapes is a point and the other a region that contains it. */
final class GeoOperator {
    /** The size of the flags and the number of cells. */
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
     * Parses a constant.
     *
     * @throws InvalidExpression if it is not a point or a region
     */
    static ExpressionValue constant(ByteSlice json) {
        try {
            return new ExpressionValue.Geo(GeoShape.parse(json.utf8()), json);
        } catch (IllegalArgumentException e) {
            throw new InvalidExpression("the constant is not GeoJSON of a point or region: " + e.getMessage());
        }
    }

    /** Parses the shape after a bin's cells. Unknown if it is not a shape, because writes check only the JSON object. */
    static ExpressionValue stored(ByteSlice bin) {
        int text = HEADER_SIZE + bin.u16(1) * Long.BYTES;
        ByteSlice json = bin.slice(text, bin.length() - text);
        try {
            return new ExpressionValue.Geo(GeoShape.parse(json.utf8()), json);
        } catch (IllegalArgumentException e) {
            return ExpressionValue.UNKNOWN;
        }
    }
}
