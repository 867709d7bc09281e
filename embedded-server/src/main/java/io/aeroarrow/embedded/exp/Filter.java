package io.aeroarrow.embedded.exp;

import io.aeroarrow.embedded.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.msgpack.MsgpackReader;
import io.aeroarrow.embedded.store.Digest;
import io.aeroarrow.embedded.store.ServerTime;
import io.aeroarrow.embedded.store.StoredRecord;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.RequestFailure;

/** A compiled filter expression. */
public final class Filter {
    private final Node root;
    private final int variableCount;

    private Filter(Node root, int variableCount) {
        this.root = root;
        this.variableCount = variableCount;
    }

    /** Compiles; a malformed or not boolean expression fails with a parameter error. */
    public static Filter compile(Bytes encoded) {
        try {
            ExpressionCompiler compiler = new ExpressionCompiler();
            MsgpackReader in = new MsgpackReader(encoded);
            Node root = compiler.compile(in).require(ExpType.BOOL);
            if (!in.atEnd()) {
                throw new InvalidExpression(in.remaining() + " bytes after the expression");
            }
            return new Filter(root, compiler.variableCount());
        } catch (MalformedMsgpack | InvalidExpression e) {
            throw new RequestFailure(InvalidExpression.RESULT_CODE, "expression: " + e.getMessage());
        }
    }

    /** Whether the record passes; unknown counts as false. */
    public boolean matches(Digest digest, StoredRecord stored, ServerTime time) {
        Value value = root.evaluate(new Evaluation(digest, stored, time, variableCount));
        return value instanceof Value.Bool known && known.value();
    }
}
