package io.aeroarrow.internal.value;

import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.StringValue;
import java.util.Arrays;
import java.util.Comparator;

/** The server's order of map keys: integers, then strings, then blobs. */
final class MapKeyOrder implements Comparator<Value> {

    static final MapKeyOrder INSTANCE = new MapKeyOrder();

    private MapKeyOrder() {}

    @Override
    public int compare(Value left, Value right) {
        int ranks = Integer.compare(rank(left), rank(right));
        if (ranks != 0) {
            return ranks;
        }
        if (left instanceof IntegerValue one && right instanceof IntegerValue other) {
            return Long.compare(one.value(), other.value());
        }
        return Arrays.compareUnsigned(ValueEncoder.bytes(left), ValueEncoder.bytes(right));
    }

    private static int rank(Value key) {
        if (key instanceof IntegerValue) {
            return 0;
        } else if (key instanceof StringValue) {
            return 1;
        }
        // The server rejects other types, in any position.
        return key instanceof BlobValue ? 2 : 3;
    }
}
