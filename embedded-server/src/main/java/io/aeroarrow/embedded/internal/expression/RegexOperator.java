package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.util.regex.Pattern;

/** The operator REGEX: searches a string for a POSIX regular expression. */
final class RegexOperator {
    private RegexOperator() {}

    static TypedExpression compile(CallArguments arguments) {
        int flags = (int) arguments.literalInteger();
        ByteSlice regex = arguments.literalName();
        TypedExpression text = arguments.expression(ExpressionType.STRING);
        // One char per byte: the server's regex library compares bytes, not UTF-8 characters.
        Pattern pattern = PosixRegex.compile(regex.latin1(), flags);
        return new TypedExpression(
                ExpressionType.BOOL,
                evaluation -> text.evaluate(evaluation) instanceof ExpressionValue.Raw raw
                        ? ExpressionValue.of(
                                pattern.matcher(raw.value().latin1()).find())
                        : ExpressionValue.UNKNOWN);
    }
}
