package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import org.jspecify.annotations.Nullable;

/**
 * The element that a path expression looks at, in msgpack.
 *
 * @param key the element's key in a map; null in a list
 * @param value null if there is none to read
 * @param index the element's index in a list; -1 in a map
 */
record LoopVariables(@Nullable ByteSlice key, @Nullable ByteSlice value, long index) {
    private static final int KEY = 0;
    private static final int INDEX = 2;

    /** The operator VAR_BUILTIN. */
    static TypedExpression compile(CallArguments arguments) {
        ExpressionType type = ExpressionType.ofId((int) arguments.literalInteger());
        long variable = arguments.literalInteger();
        if (variable < KEY || variable > INDEX || (variable == INDEX && type != ExpressionType.INT)) {
            throw new InvalidExpression("loop variable " + variable + " of type " + type);
        }
        return new TypedExpression(type, evaluation -> {
            LoopVariables loop = evaluation.loop();
            return loop == null ? ExpressionValue.UNKNOWN : loop.get(variable, type);
        });
    }

    private ExpressionValue get(long variable, ExpressionType type) {
        if (variable == INDEX) {
            return index < 0 ? ExpressionValue.UNKNOWN : ExpressionValue.of(index);
        }
        ByteSlice element = variable == KEY ? key : value;
        if (element == null) {
            return ExpressionValue.UNKNOWN;
        }
        BinValue bin = BinValue.ofElement(element);
        return ExpressionBins.ofBin(bin, type);
    }
}
