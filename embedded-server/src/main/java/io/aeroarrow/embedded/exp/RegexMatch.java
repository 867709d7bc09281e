package io.aeroarrow.embedded.exp;

import io.aeroarrow.embedded.wire.Bytes;
import java.util.regex.Pattern;

/** REGEX: a POSIX regular expression searched for in a string. */
final class RegexMatch {
    private RegexMatch() {}

    static Node compile(Arguments arguments) {
        int flags = (int) arguments.literalInteger();
        Bytes regex = arguments.literalName();
        Node text = arguments.expression(ExpType.STRING);
        // One char a byte on both sides: the server's regex library knows nothing of UTF-8 either.
        Pattern pattern = PosixRegex.compile(regex.latin1(), flags);
        return new Node(
                ExpType.BOOL,
                evaluation -> text.evaluate(evaluation) instanceof Value.Raw raw
                        ? Value.of(pattern.matcher(raw.value().latin1()).find())
                        : Value.UNKNOWN);
    }
}
