package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.ServerTime;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An expression whose value is indexed: it depends on bins or on the digest, and on no other metadata. */
public final class IndexExpression {
    private final TypedExpression root;
    private final int variableCount;
    private final ServerTime time;

    private IndexExpression(TypedExpression root, int variableCount, ServerTime time) {
        this.root = root;
        this.variableCount = variableCount;
        this.time = time;
    }

    /** Compiles an expression; empty if it is malformed, or not one that can be indexed. */
    public static Optional<IndexExpression> compile(ByteSlice encoded, ServerVersion version, ServerTime time) {
        try {
            ExpressionCompiler compiler = new ExpressionCompiler(version);
            MsgpackReader in = new MsgpackReader(encoded);
            TypedExpression root = compiler.compile(in);
            boolean indexable = in.atEnd() && compiler.readsOnlyBinsAndDigest();
            return indexable
                    ? Optional.of(new IndexExpression(root, compiler.variableCount(), time))
                    : Optional.empty();
        } catch (MalformedMsgpack | InvalidExpression e) {
            return Optional.empty();
        }
    }

    /** The particle type of the value. */
    public int particle() {
        return root.type().particle();
    }

    /** The value for a record; null if it is unknown or nil. */
    public @Nullable BinValue value(Digest digest, StoredRecord stored) {
        return ExpressionBins.toBin(
                root.type(), root.evaluate(new EvaluationContext(digest, stored, time, variableCount)));
    }
}
