package io.aeroarrow.embedded.internal.udf;

import io.aeroarrow.embedded.internal.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import io.aeroarrow.embedded.internal.wire.MessageFields;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The function that a request calls, and its arguments after the record or stream. */
public record UdfCall(String module, String function, List<@Nullable Object> arguments) {
    private static final int MAX_NAME = 127;

    /** Reads the call from a request. */
    public static UdfCall of(MessageFields fields) {
        return new UdfCall(
                name(fields, MessageFieldType.UDF_PACKAGE),
                name(fields, MessageFieldType.UDF_FUNCTION),
                arguments(fields.find(MessageFieldType.UDF_ARGLIST)));
    }

    private static String name(MessageFields fields, int type) {
        ByteSlice name = fields.find(type);
        if (name == null || name.length() > MAX_NAME) {
            throw RequestFailure.parameter("the UDF call has no module or function, or a name above 127 bytes");
        }
        return name.utf8();
    }

    private static List<@Nullable Object> arguments(@Nullable ByteSlice packed) {
        if (packed == null) {
            throw RequestFailure.parameter("the UDF call has no argument list");
        }
        try {
            Object value = packed.isEmpty() ? null : UdfValues.ofMsgpack(packed);
            return value instanceof UdfList list ? list.items() : List.of();
        } catch (MalformedMsgpack e) {
            // A real server calls the function without arguments.
            return List.of();
        }
    }
}
