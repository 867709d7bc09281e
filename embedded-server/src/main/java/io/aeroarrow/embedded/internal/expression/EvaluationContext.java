package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.ServerTime;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import org.jspecify.annotations.Nullable;

/** The context of an evaluation: the record, the time and the values of the variables. */
final class EvaluationContext {
    private final Digest digest;
    private final StoredRecord stored;
    private final ServerTime time;
    private final ExpressionValue[] variables;
    private final @Nullable LoopVariables loop;

    EvaluationContext(Digest digest, StoredRecord stored, ServerTime time, int variableCount) {
        this(digest, stored, time, variableCount, null);
    }

    EvaluationContext(
            Digest digest, StoredRecord stored, ServerTime time, int variableCount, @Nullable LoopVariables loop) {
        this.loop = loop;
        this.digest = digest;
        this.stored = stored;
        this.time = time;
        this.variables = new ExpressionValue[variableCount];
    }

    Digest digest() {
        return digest;
    }

    StoredRecord stored() {
        return stored;
    }

    ServerTime time() {
        return time;
    }

    /** The element of a path; null outside of paths. */
    @Nullable
    LoopVariables loop() {
        return loop;
    }

    ExpressionValue variable(int slot) {
        return variables[slot];
    }

    void assign(int slot, ExpressionValue value) {
        variables[slot] = value;
    }
}
