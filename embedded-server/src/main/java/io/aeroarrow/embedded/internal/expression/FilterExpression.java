package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.ServerTime;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerVersion;

/** A compiled filter expression. */
public final class FilterExpression {
    private final TypedExpression root;
    private final int variableCount;

    private FilterExpression(TypedExpression root, int variableCount) {
        this.root = root;
        this.variableCount = variableCount;
    }

    /**
     * Compiles an expression. A malformed expression, or one that is not boolean, is a parameter error.
     *
     * @param version the version of the node, which determines the known operators
     */
    public static FilterExpression compile(ByteSlice encoded, ServerVersion version) {
        try {
            ExpressionCompiler compiler = new ExpressionCompiler(version);
            MsgpackReader in = new MsgpackReader(encoded);
            TypedExpression root = compiler.compile(in).require(ExpressionType.BOOL);
            if (!in.atEnd()) {
                throw new InvalidExpression(in.remaining() + " bytes after the expression");
            }
            return new FilterExpression(root, compiler.variableCount());
        } catch (MalformedMsgpack | InvalidExpression e) {
            throw new RequestFailure(InvalidExpression.RESULT_CODE, "expression: " + e.getMessage());
        }
    }

    /** Whether the record passes. An unknown result counts as false. */
    public boolean matches(Digest digest, StoredRecord stored, ServerTime time) {
        ExpressionValue value = root.evaluate(new EvaluationContext(digest, stored, time, variableCount));
        return value instanceof ExpressionValue.Bool known && known.value();
    }
}
