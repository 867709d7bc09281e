package io.aeroarrow.internal.info;

import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.message.FrameHeader;
import io.aeroarrow.internal.message.MessageLayout;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The info protocol: text requests about a node. */
public final class Info {

    /** Sent as a line of its own instead of all answers. */
    private static final String NOT_AUTHENTICATED = "ERROR:80:";

    private Info() {}

    /** Encodes a request for some names. The caller owns the frame. */
    public static ByteBuf encode(List<String> names) {
        byte[] body = (String.join("\n", names) + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = PooledByteBufAllocator.DEFAULT.directBuffer(MessageLayout.FRAME_HEADER_SIZE + body.length);
        return frame.writeLong(FrameHeader.encode(MessageLayout.TYPE_INFO, body.length))
                .writeBytes(body);
    }

    /**
     * Decodes the answer.
     *
     * @param names the requested names
     * @param body the body of the frame; stays owned by the caller
     * @return the value of each name
     * @throws ProtocolViolationException if a name has no answer
     * @throws AccessRefusedException if the node requires a login
     */
    public static Map<String, String> decode(List<String> names, ByteBuf body) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : body.toString(StandardCharsets.UTF_8).split("\n", -1)) {
            int tab = line.indexOf('\t');
            if (line.isEmpty()) {
                continue;
            }
            if (line.startsWith(NOT_AUTHENTICATED)) {
                throw AccessRefusedException.because(
                        ResultCode.NOT_AUTHENTICATED.code(),
                        "the node requires a login (" + line + "); set user and password, or other"
                                + " credentials");
            }
            values.put(tab < 0 ? line : line.substring(0, tab), tab < 0 ? "" : line.substring(tab + 1));
        }
        for (String name : names) {
            if (!values.containsKey(name)) {
                throw new ProtocolViolationException("a node did not answer the info request '" + name
                        + "'; it answered: " + String.join(", ", values.keySet()));
            }
        }
        return values;
    }

    /** Whether a value is an error. Server versions write errors differently. */
    public static boolean isError(String value) {
        String upper = value.toUpperCase(Locale.ROOT);
        return upper.startsWith("ERROR") || upper.startsWith("FAIL");
    }

    /**
     * Checks that a command succeeded.
     *
     * @throws ServerErrorException if the value is not "ok", with the result code that it contains
     */
    public static void requireOk(String value, String command) {
        if (value.equalsIgnoreCase("ok")) {
            return;
        }
        throw ServerErrorException.of(errorCode(value), "'" + command + "', answered by '" + value + "',");
    }

    /** The result code in an error value; {@link ResultCode#UNKNOWN} if it has none. */
    public static int errorCode(String value) {
        String[] parts = value.split(":", 3);
        boolean coded = parts.length == 3 && parts[1].matches("[0-9]{1,3}");
        return coded ? Integer.parseInt(parts[1]) : ResultCode.UNKNOWN.code();
    }

    /**
     * Checks that a value is not an error.
     *
     * @throws ServerErrorException if it is an error
     */
    public static String requireValue(String value, String command) {
        if (isError(value)) {
            requireOk(value, command);
        }
        return value;
    }

    /** Splits a list value. */
    public static List<String> list(String value) {
        return Arrays.stream(value.split(";", -1))
                .filter(element -> !element.isEmpty())
                .toList();
    }

    /** Parses a value of the form {@code a=1;b=2}. */
    public static Map<String, String> properties(String value, char separator) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String property : value.split(String.valueOf(separator), -1)) {
            int equals = property.indexOf('=');
            if (equals > 0) {
                properties.put(property.substring(0, equals), property.substring(equals + 1));
            }
        }
        return properties;
    }

    /** A numeric property; 0 if it is missing. */
    public static long number(Map<String, String> properties, String name) {
        String value = properties.getOrDefault(name, "0");
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new ProtocolViolationException("the info property " + name + " is '" + value + "', which is not a number", e);
        }
    }
}
