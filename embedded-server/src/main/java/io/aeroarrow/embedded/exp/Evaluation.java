package io.aeroarrow.embedded.exp;

import io.aeroarrow.embedded.store.Digest;
import io.aeroarrow.embedded.store.ServerTime;
import io.aeroarrow.embedded.store.StoredRecord;

/** What an expression is evaluated against: a record, the time and the values of its variables. */
final class Evaluation {
    private final Digest digest;
    private final StoredRecord stored;
    private final ServerTime time;
    private final Value[] variables;

    Evaluation(Digest digest, StoredRecord stored, ServerTime time, int variableCount) {
        this.digest = digest;
        this.stored = stored;
        this.time = time;
        this.variables = new Value[variableCount];
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

    Value variable(int slot) {
        return variables[slot];
    }

    void assign(int slot, Value value) {
        variables[slot] = value;
    }
}
