package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.msgpack.CanonicalMsgpackWriter;
import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.util.ArrayList;
import java.util.List;

/** The operators MAP_KEYS and MAP_VALUES: a list of a map's keys or values, in the order of the keys. */
final class MapParts {
    static final int KEYS = 101;
    static final int VALUES = 102;

    private MapParts() {}

    static TypedExpression compile(int opcode, CallArguments arguments) {
        TypedExpression map = arguments.expression(ExpressionType.MAP);
        return new TypedExpression(
                ExpressionType.LIST,
                evaluation -> map.evaluate(evaluation) instanceof ExpressionValue.Raw raw
                        ? new ExpressionValue.Raw(part(raw.value(), opcode == KEYS))
                        : ExpressionValue.UNKNOWN);
    }

    private static ByteSlice part(ByteSlice map, boolean keys) {
        MsgpackReader in = new MsgpackReader(map);
        int count = in.mapHeader();
        List<ByteSlice> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean metadata = i == 0 && in.peek() == MsgpackKind.EXT;
            ByteSlice key = in.element();
            ByteSlice value = in.element();
            if (!metadata) {
                elements.add(keys ? key : value);
            }
        }
        CanonicalMsgpackWriter out = new CanonicalMsgpackWriter();
        out.listHeader(elements.size());
        elements.forEach(out::copy);
        return ByteSlice.of(out.toByteArray());
    }
}
