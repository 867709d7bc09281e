package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.msgpack.CanonicalMsgpackWriter;
import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The call of an operation on a value. Its parameters are literals or expressions.
 *
 * @param context the encoded path to a nested list or map; null for none
 * @param parameters encoded literals, and expressions
 */
record CallTemplate(@Nullable ByteSlice context, long code, List<Object> parameters) {
    private static final int WITH_CONTEXT = 0xff;
    /** Limits the parts of a call, as a real server does. */
    private static final int MAX_PARTS = 18;

    /** Reads a call. A parameter that is a list is an expression; literal lists are quoted. */
    static CallTemplate read(MsgpackReader in, ExpressionCompiler compiler) {
        int count = in.listHeader();
        long code = in.integer();
        ByteSlice context = null;
        if (code == WITH_CONTEXT) {
            if (count != 3) {
                throw new InvalidExpression("a call with context has " + (count - 1) + " parameters");
            }
            context = in.element();
            count = in.listHeader();
            code = in.integer();
        }
        boolean selection = code == PathSelection.SELECT && compiler.version().isAtLeast(ServerVersion.V8_1_2_0);
        if (selection && (context != null || count < 3 || count > 4 || in.peek() != MsgpackKind.LIST)) {
            throw new InvalidExpression("a selection with " + (count - 1) + " parameters");
        }
        List<Object> parameters = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            boolean expression = in.peek() == MsgpackKind.LIST && !selection;
            parameters.add(expression ? compiler.compile(in) : in.element());
        }
        if (parameters.size() >= MAX_PARTS) {
            throw new InvalidExpression("a call with " + parameters.size() + " parameters");
        }
        return new CallTemplate(context, code, List.copyOf(parameters));
    }

    /** The call with the values of the expressions; null if one is unknown. */
    @Nullable
    ByteSlice encode(EvaluationContext evaluation) {
        CanonicalMsgpackWriter out = new CanonicalMsgpackWriter();
        if (context != null) {
            out.listHeader(3);
            out.signed(WITH_CONTEXT);
            out.copy(context);
        }
        out.listHeader(1 + parameters.size());
        out.signed(code);
        for (Object parameter : parameters) {
            ByteSlice element = parameter instanceof TypedExpression expression
                    ? ExpressionBins.toElement(expression.type(), expression.evaluate(evaluation))
                    : (ByteSlice) parameter;
            if (element == null) {
                return null;
            }
            out.copy(element);
        }
        return ByteSlice.of(out.toByteArray());
    }
}
