package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.StringValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The order that servers keep the keys of maps in: integers, strings, blobs; these by their bytes. */
final class ArrowMapKeyOrder implements Comparator<Value> {

    @Override
    public int compare(Value left, Value right) {
        if (left instanceof IntegerValue a && right instanceof IntegerValue b) {
            return Long.compare(a.value(), b.value());
        }
        int byType = Integer.compare(type(left), type(right));
        return byType != 0 ? byType : Arrays.compareUnsigned(bytes(left), bytes(right));
    }

    private static int type(Value key) {
        return key instanceof IntegerValue ? 0 : key instanceof StringValue ? 1 : 2;
    }

    private static byte[] bytes(Value key) {
        if (key instanceof StringValue text) {
            return text.value().getBytes(StandardCharsets.UTF_8);
        } else if (key instanceof BlobValue blob) {
            return blob.bytes();
        }
        throw new IllegalArgumentException("the key " + key + " of a map is no integer, string or blob");
    }
}
