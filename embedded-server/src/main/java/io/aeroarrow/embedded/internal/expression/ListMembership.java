package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.msgpack.CanonicalMsgpackWriter;
import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackOrder;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The operator IN_LIST: whether a list has an element equal to a value, in the server's order of values. */
final class ListMembership {

    private ListMembership() {}

    static TypedExpression compile(CallArguments arguments) {
        TypedExpression value = arguments.expression();
        TypedExpression list = arguments.expression(ExpressionType.LIST);
        return new TypedExpression(ExpressionType.BOOL, evaluation -> {
            ByteSlice wanted = packed(value.type(), value.evaluate(evaluation));
            return wanted != null && list.evaluate(evaluation) instanceof ExpressionValue.Raw elements
                    ? contains(elements.value(), wanted)
                    : ExpressionValue.UNKNOWN;
        });
    }

    private static ExpressionValue contains(ByteSlice list, ByteSlice wanted) {
        MsgpackReader in = new MsgpackReader(list);
        int count = in.listHeader();
        for (int i = 0; i < count; i++) {
            if (i == 0 && in.peek() == MsgpackKind.EXT) {
                in.skip();
                continue;
            }
            OptionalInt order = MsgpackOrder.compareInFilter(wanted, in.element());
            if (order.isEmpty()) {
                return ExpressionValue.UNKNOWN;
            } else if (order.getAsInt() == 0) {
                return ExpressionValue.TRUE;
            }
        }
        return ExpressionValue.FALSE;
    }

    /** The msgpack of a value; null for unknown values. */
    private static @Nullable ByteSlice packed(ExpressionType type, ExpressionValue value) {
        CanonicalMsgpackWriter out = new CanonicalMsgpackWriter();
        if (value instanceof ExpressionValue.Int integer) {
            out.signed(integer.value());
        } else if (value instanceof ExpressionValue.Real real) {
            out.real(real.value());
        } else if (value instanceof ExpressionValue.Bool bool) {
            out.bool(bool.value());
        } else if (value instanceof ExpressionValue.Nil) {
            out.nil();
        } else if (value instanceof ExpressionValue.Raw raw) {
            if (type == ExpressionType.LIST || type == ExpressionType.MAP) {
                return raw.value();
            }
            out.raw(ByteSlice.of(withParticle(type.particle(), raw.value())));
        } else {
            return null;
        }
        return ByteSlice.of(out.toByteArray());
    }

    private static byte[] withParticle(int particle, ByteSlice payload) {
        byte[] typed = new byte[1 + payload.length()];
        typed[0] = (byte) particle;
        for (int i = 0; i < payload.length(); i++) {
            typed[1 + i] = (byte) payload.u8(i);
        }
        return typed;
    }
}
