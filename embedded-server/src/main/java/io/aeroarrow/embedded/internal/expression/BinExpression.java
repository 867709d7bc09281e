package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.ServerTime;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import org.jspecify.annotations.Nullable;

/** A compiled expression of any type, whose value an op returns or writes. */
public final class BinExpression {
    private final TypedExpression root;
    private final int variableCount;

    /**
     * The value of an expression.
     *
     * @param isKnown false if the expression could not be evaluated
     * @param value null for nil, and if the value is unknown
     */
    public record Result(boolean isKnown, @Nullable BinValue value) {}

    private BinExpression(TypedExpression root, int variableCount) {
        this.root = root;
        this.variableCount = variableCount;
    }

    /** Compiles an expression. A malformed expression is a parameter error. */
    public static BinExpression compile(ByteSlice encoded, ServerVersion version) {
        try {
            ExpressionCompiler compiler = new ExpressionCompiler(version);
            MsgpackReader in = new MsgpackReader(encoded);
            TypedExpression root = compiler.compile(in);
            if (!in.atEnd()) {
                throw new InvalidExpression(in.remaining() + " bytes after the expression");
            }
            return new BinExpression(root, compiler.variableCount());
        } catch (MalformedMsgpack | InvalidExpression e) {
            throw new RequestFailure(InvalidExpression.RESULT_CODE, "expression: " + e.getMessage());
        }
    }

    public Result evaluate(Digest digest, StoredRecord stored, ServerTime time) {
        ExpressionValue value = root.evaluate(new EvaluationContext(digest, stored, time, variableCount));
        return new Result(!(value instanceof ExpressionValue.Unknown), ExpressionBins.toBin(root.type(), value));
    }
}
