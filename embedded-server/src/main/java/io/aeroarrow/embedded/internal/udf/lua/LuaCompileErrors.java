package io.aeroarrow.embedded.internal.udf.lua;

import io.aeroarrow.embedded.internal.udf.UdfEngine.CompileError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes Lua's error texts apart, as a real server does. */
final class LuaCompileErrors {
    private static final Pattern POSITION = Pattern.compile("\\[[^\"]*\"([^\"]*)\"[^:]*:(\\d+): ?(.*)", Pattern.DOTALL);
    private static final int MAX_TEXT = 256;

    private LuaCompileErrors() {}

    static CompileError of(@Nullable Object error) {
        String text = error instanceof String message ? message : "(Null error message returned by lua)";
        Matcher position = POSITION.matcher(text);
        if (position.matches()) {
            return new CompileError(position.group(1), Integer.parseInt(position.group(2)), position.group(3));
        }
        String line = text.lines().findFirst().orElse("");
        return new CompileError("", 0, line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) : line);
    }
}
