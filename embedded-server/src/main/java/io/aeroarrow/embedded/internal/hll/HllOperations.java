package io.aeroarrow.embedded.internal.hll;

import io.aeroarrow.embedded.internal.msgpack.ValuePacker;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.operation.Modification;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Executes calls of HyperLogLog operations on the value of a bin. */
public final class HllOperations {
    private HllOperations() {}

    public static BinValue read(BinValue bin, ByteSlice payload) {
        requireHll(bin);
        HllCall call = HllCall.parse(payload, true);
        HyperLogLog own = HyperLogLog.decode(bin.value());
        if (call.code() == HllCall.INTERSECT_COUNT || call.code() == HllCall.SIMILARITY) {
            requireComparable(call, own);
        }
        List<HyperLogLog> all = new ArrayList<>(call.sketches());
        all.add(own);
        return switch (call.code()) {
            case HllCall.COUNT -> BinValue.of(Estimates.count(own));
            case HllCall.GET_UNION -> value(Estimates.union(all));
            case HllCall.UNION_COUNT -> BinValue.of(Estimates.count(Estimates.union(all)));
            case HllCall.INTERSECT_COUNT -> BinValue.of(Estimates.intersection(all));
            case HllCall.SIMILARITY -> BinValue.of(Estimates.similarity(all));
            case HllCall.DESCRIBE ->
                new BinValue(
                        ParticleType.LIST, ByteSlice.of(ValuePacker.pack(List.of(own.indexBits(), own.minhashBits()))));
            default -> BinValue.of(call.elements().stream().allMatch(own::mayContain) ? 1L : 0L);
        };
    }

    /**
     * Executes a modifying call.
     *
     * @param bin the bin's value; null if the bin is absent
     */
    public static Modification modify(@Nullable BinValue bin, ByteSlice payload) {
        if (bin != null) {
            requireHll(bin);
        }
        HllCall call = HllCall.parse(payload, false);
        if (bin != null && call.createOnly()) {
            return refused(call, ServerResultCode.BIN_EXISTS, "the bin exists");
        }
        if (bin == null && call.updateOnly()) {
            return refused(call, ServerResultCode.BIN_NOT_FOUND, "the bin does not exist");
        }
        HyperLogLog old = bin == null ? null : HyperLogLog.decode(bin.value());
        return switch (call.code()) {
            case HllCall.INIT -> new Modification(value(init(call, old)), null);
            case HllCall.ADD -> add(call, old);
            case HllCall.UNION -> new Modification(value(union(call, old)), null);
            case HllCall.UPDATE_COUNT -> updateCount(required(old));
            default -> new Modification(value(fold(call, required(old))), null);
        };
    }

    private static HyperLogLog init(HllCall call, @Nullable HyperLogLog old) {
        int indexBits = call.indexBits() == HllCall.UNSET && old != null ? old.indexBits() : call.indexBits();
        int minhashBits = call.minhashBits();
        if (minhashBits == HllCall.UNSET) {
            minhashBits = old == null ? 0 : old.minhashBits();
        }
        if (!HyperLogLog.areBits(indexBits, minhashBits)) {
            throw notApplicable("a HyperLogLog with " + indexBits + " index bits and " + minhashBits + " minhash bits");
        }
        return new HyperLogLog(indexBits, minhashBits);
    }

    private static Modification add(HllCall call, @Nullable HyperLogLog old) {
        HyperLogLog sketch = old == null ? init(call, null) : old;
        long added = 0;
        for (ByteSlice element : call.elements()) {
            added += sketch.add(element) ? 1 : 0;
        }
        return new Modification(value(sketch), BinValue.of(added));
    }

    private static HyperLogLog union(HllCall call, @Nullable HyperLogLog old) {
        List<HyperLogLog> all = new ArrayList<>(call.sketches());
        if (old != null) {
            HyperLogLog common = Estimates.common(all);
            boolean folds = old.indexBits() > common.indexBits()
                    || (old.minhashBits() != 0 && old.minhashBits() != common.minhashBits());
            if (folds && !call.allowsFold()) {
                throw notApplicable("the union would have fewer bits than the bin");
            }
            all.add(old);
        }
        return Estimates.union(all);
    }

    private static Modification updateCount(HyperLogLog sketch) {
        sketch.cache(Estimates.count(sketch));
        return new Modification(value(sketch), BinValue.of(sketch.cache()));
    }

    private static HyperLogLog fold(HllCall call, HyperLogLog old) {
        if (old.minhashBits() > 0 || call.indexBits() == HllCall.UNSET || old.indexBits() < call.indexBits()) {
            throw notApplicable("a HyperLogLog that cannot be folded");
        }
        if (old.indexBits() == call.indexBits()) {
            return old;
        }
        HyperLogLog folded = new HyperLogLog(call.indexBits(), 0);
        folded.unite(old);
        return folded;
    }

    private static HyperLogLog required(@Nullable HyperLogLog old) {
        if (old == null) {
            throw new RequestFailure(ServerResultCode.BIN_NOT_FOUND, "the bin does not exist");
        }
        return old;
    }

    private static void requireComparable(HllCall call, HyperLogLog own) {
        int bits = call.sketches().get(0).minhashBits();
        if (call.sketches().size() > 2 && (own.minhashBits() == 0 || own.minhashBits() != bits)) {
            throw notApplicable("more than two HyperLogLogs need the same number of minhash bits");
        }
    }

    private static void requireHll(BinValue bin) {
        if (bin.particle() != ParticleType.HLL) {
            throw new RequestFailure(
                    ServerResultCode.INCOMPATIBLE_TYPE, "a HyperLogLog operation on a bin of type " + bin.particle());
        }
    }

    private static Modification refused(HllCall call, int resultCode, String reason) {
        if (call.noFail()) {
            return Modification.NONE;
        }
        throw new RequestFailure(resultCode, reason);
    }

    private static RequestFailure notApplicable(String reason) {
        return new RequestFailure(ServerResultCode.OP_NOT_APPLICABLE, reason);
    }

    private static BinValue value(HyperLogLog sketch) {
        return new BinValue(ParticleType.HLL, sketch.encode());
    }
}
