package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.util.regex.Pattern;

/** REGEX: a POSIX regular expression searched for in a string. */
final class RegexOperator {
    private RegexOperator() {}

    static TypedExpression compile(CallArguments arguments) {
        int flags = (int) arguments.literalInteger();
        ByteSlice regex = arguments.literalName();
        TypedExpression text = arguments.expression(ExpressionType.STRING);
        // One char a byte on both sides: the server's regex library knows nothing of UTF-8 either.
        Pattern pattern = PosixRegex.compile(regex.latin1(), flags);
        return new TypedExpression(
                ExpressionType.BOOL,
                evaluation -> text.evaluate(evaluation) instanceof ExpressionValue.Raw raw
                        ? ExpressionValue.of(
                                pattern.matcher(raw.value().latin1()).find())
                        : ExpressionValue.UNKNOWN);
    }
}
