package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.wire.ByteSlice;

/** The operator CALL, which reads a part of a list or blob: whether a list has a value, and some bits of a blob as an integer. */
final class CallOperator {
    private static final int LISTS = 0;
    private static final int BITS = 1;
    private static final int LIST_GET_BY_VALUE = 22;
    private static final int RETURN_EXISTS = 13;
    private static final int BITS_GET_INTEGER = 54;
    private static final int MAX_BITS = 63;

    private CallOperator() {}

    static TypedExpression compile(CallArguments arguments) {
        ExpressionType type = ExpressionType.ofId((int) arguments.literalInteger());
        int module = (int) arguments.literalInteger();
        CallArguments call = arguments.call();
        if (module == LISTS && call.opcode() == LIST_GET_BY_VALUE && type == ExpressionType.BOOL) {
            return listContains(call, arguments);
        } else if (module == BITS && call.opcode() == BITS_GET_INTEGER && type == ExpressionType.INT) {
            return bitsAsInteger(call, arguments);
        }
        throw new InvalidExpression(
                "call " + call.opcode() + " of module " + module + " with a result of " + type + " is not supported");
    }

    private static TypedExpression listContains(CallArguments call, CallArguments arguments) {
        if (call.literalInteger() != RETURN_EXISTS) {
            throw new InvalidExpression("only the return type EXISTS is supported");
        }
        TypedExpression value = call.expression();
        call.requireNoneLeft();
        return ListMembership.of(value, arguments.expression(ExpressionType.LIST));
    }

    private static TypedExpression bitsAsInteger(CallArguments call, CallArguments arguments) {
        TypedExpression offset = call.expression(ExpressionType.INT);
        long size = call.literalInteger();
        call.requireNoneLeft();
        if (size < 1 || size > MAX_BITS) {
            throw new InvalidExpression("an integer of " + size + " bits is not supported");
        }
        TypedExpression blob = arguments.expression(ExpressionType.BLOB);
        return new TypedExpression(ExpressionType.INT, evaluation -> {
            ExpressionValue at = offset.evaluate(evaluation);
            ExpressionValue bytes = blob.evaluate(evaluation);
            return at instanceof ExpressionValue.Int start && bytes instanceof ExpressionValue.Raw raw
                    ? bits(raw.value(), start.value(), (int) size)
                    : ExpressionValue.UNKNOWN;
        });
    }

    /** Reads bits, the first one in the highest bit of the first byte. A negative offset counts from the end. */
    private static ExpressionValue bits(ByteSlice bytes, long offset, int size) {
        long total = (long) bytes.length() * Byte.SIZE;
        long first = offset < 0 ? offset + total : offset;
        if (first < 0 || first + size > total) {
            return ExpressionValue.UNKNOWN;
        }
        long value = 0;
        for (long bit = first; bit < first + size; bit++) {
            int octet = bytes.u8((int) (bit / Byte.SIZE));
            value = (value << 1) | ((octet >> (Byte.SIZE - 1 - bit % Byte.SIZE)) & 1);
        }
        return ExpressionValue.of(value);
    }
}
