package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.bits.BitOperations;
import io.aeroarrow.embedded.internal.collection.CollectionOperations;
import io.aeroarrow.embedded.internal.hll.HllOperations;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.operation.Modification;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import org.jspecify.annotations.Nullable;

/** The operator CALL: list, map, bit and HyperLogLog operations on a value. A modification returns the changed value. */
final class CallOperator {
    private static final int COLLECTIONS = 0;
    private static final int BITS = 1;
    private static final int HLL = 2;
    private static final int MODIFIES = 0x40;

    private CallOperator() {}

    static TypedExpression compile(CallArguments arguments) {
        ExpressionType type = ExpressionType.ofId((int) arguments.literalInteger());
        long kind = arguments.literalInteger();
        CallTemplate call = arguments.callTemplate();
        TypedExpression target = arguments.expression();
        if (target.type() == ExpressionType.NIL) {
            // As a real server, which does not look at the declared type then.
            Evaluator evaluator = evaluator(type, kind, call, target, arguments.version());
            return new TypedExpression(ExpressionType.NIL, evaluation -> {
                ExpressionValue value = evaluator.evaluate(evaluation);
                return value instanceof ExpressionValue.Raw raw
                        ? new ExpressionValue.Declared(type, raw.value())
                        : value;
            });
        }
        boolean fits = switch ((int) kind & ~MODIFIES) {
            case COLLECTIONS -> target.type() == ExpressionType.LIST || target.type() == ExpressionType.MAP;
            case BITS -> target.type() == ExpressionType.BLOB;
            case HLL -> target.type() == ExpressionType.HLL;
            default -> false;
        };
        if (!fits) {
            throw new InvalidExpression("a call of kind " + kind + " on a " + target.type());
        }
        return new TypedExpression(type, evaluator(type, kind, call, target, arguments.version()));
    }

    private static Evaluator evaluator(
            ExpressionType type, long kind, CallTemplate call, TypedExpression target, ServerVersion version) {
        boolean modifies = (kind & MODIFIES) != 0;
        int system = (int) kind & ~MODIFIES;
        return evaluation -> {
            ByteSlice payload = call.encode(evaluation);
            ExpressionValue value = target.evaluate(evaluation);
            BinValue bin = ExpressionBins.toBin(target.type(), value);
            boolean usable = bin != null || (modifies && value instanceof ExpressionValue.Nil);
            if (payload == null || !usable) {
                return ExpressionValue.UNKNOWN;
            }
            try {
                return ExpressionBins.ofBin(
                        modifies ? modified(system, bin, payload, version) : read(system, bin, payload, version), type);
            } catch (RequestFailure e) {
                return ExpressionValue.UNKNOWN;
            }
        };
    }

    private static @Nullable BinValue read(
            int system, @Nullable BinValue bin, ByteSlice payload, ServerVersion version) {
        if (bin == null) {
            throw RequestFailure.parameter("a read of nothing");
        }
        return switch (system) {
            case BITS -> BitOperations.read(bin, payload);
            case HLL -> HllOperations.read(bin, payload);
            default ->
                PathSelection.isSelection(payload, version)
                        ? PathSelection.read(bin, payload, version)
                        : CollectionOperations.read(bin, payload);
        };
    }

    private static @Nullable BinValue modified(
            int system, @Nullable BinValue bin, ByteSlice payload, ServerVersion version) {
        Modification change = switch (system) {
            case BITS -> BitOperations.modify(bin, payload);
            case HLL -> HllOperations.modify(bin, payload);
            default ->
                PathSelection.isSelection(payload, version)
                        ? PathSelection.modify(bin, payload, version)
                        : CollectionOperations.modify(bin, payload);
        };
        return change.written() == null ? bin : change.written();
    }
}
