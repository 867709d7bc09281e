package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.ServerTime;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import java.time.Clock;

/** An expression that a path evaluates for elements. It sees the element, and no record. */
final class PathExpression {
    private static final ServerTime TIME = new ServerTime(Clock.systemUTC());
    private static final StoredRecord NO_RECORD = StoredRecord.withoutBins();
    private static final Digest NO_DIGEST = Digest.of(ByteSlice.of(new byte[Digest.SIZE]));

    private final TypedExpression root;
    private final int variableCount;

    private PathExpression(TypedExpression root, int variableCount) {
        this.root = root;
        this.variableCount = variableCount;
    }

    /** Compiles an expression; {@link InvalidExpression} if it is malformed. */
    static PathExpression compile(ByteSlice encoded, ServerVersion version) {
        ExpressionCompiler compiler = new ExpressionCompiler(version);
        MsgpackReader in = new MsgpackReader(encoded);
        TypedExpression root = compiler.compile(in);
        if (!in.atEnd()) {
            throw new InvalidExpression(in.remaining() + " bytes after the expression");
        }
        return new PathExpression(root, compiler.variableCount());
    }

    ExpressionType type() {
        return root.type();
    }

    ExpressionValue evaluate(LoopVariables element) {
        return root.evaluate(new EvaluationContext(NO_DIGEST, NO_RECORD, TIME, variableCount, element));
    }
}
