package io.aeroarrow.internal.filter;

import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.PathStep;
import io.aeroarrow.filter.PathValue;
import io.aeroarrow.internal.value.MsgpackWriter;
import io.aeroarrow.model.Value;
import java.util.List;

/** Encodes what a secondary index is on. Servers compare contexts and expressions by their bytes. */
public final class IndexedOperand {

    private static final int LIST_INDEX = 0x10;
    private static final int MAP_KEY = 0x22;
    private static final Value AN_INTEGER = Value.of(0);

    private IndexedOperand() {}

    /** Encodes the path to a value as a context. */
    public static byte[] context(PathValue value) {
        return context(value.steps());
    }

    static byte[] context(List<PathStep> steps) {
        MsgpackWriter out = new MsgpackWriter();
        OperandEncoder operands = new OperandEncoder(out);
        out.array(2 * steps.size());
        for (PathStep step : steps) {
            if (step instanceof PathStep.Key key) {
                out.integer(MAP_KEY);
                operands.writeValue(key.key());
            } else if (step instanceof PathStep.Index index) {
                out.integer(LIST_INDEX);
                out.integer(index.index());
            }
        }
        return out.bytes();
    }

    /** Encodes a computed value as an expression: an integer, or what the expression of another client yields. */
    public static byte[] expression(Operand value) {
        return expression(value, AN_INTEGER);
    }

    /** Encodes an operand as it is in a comparison with a value. */
    public static byte[] expression(Operand value, Value like) {
        MsgpackWriter out = new MsgpackWriter();
        new OperandEncoder(out).write(value, like);
        return out.bytes();
    }
}
