package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.ServerTime;
import io.aeroarrow.embedded.internal.store.StoredRecord;

/** The context of an evaluation: the record, the time and the values of the variables. */
final class EvaluationContext {
    private final Digest digest;
    private final StoredRecord stored;
    private final ServerTime time;
    private final ExpressionValue[] variables;

    EvaluationContext(Digest digest, StoredRecord stored, ServerTime time, int variableCount) {
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

    ExpressionValue variable(int slot) {
        return variables[slot];
    }

    void assign(int slot, ExpressionValue value) {
        variables[slot] = value;
    }
}
