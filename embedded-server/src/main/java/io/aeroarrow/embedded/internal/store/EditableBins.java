package io.aeroarrow.embedded.internal.store;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.OpCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bins of a record while a write changes them. */
public final class EditableBins {
    private static final int OP_HEADER_SIZE = 8;
    private static final int OP_FIXED_PART = 4;

    private final List<Bin> bins = new ArrayList<>();

    /** A bin's name and value. */
    public record Bin(ByteSlice name, int particle, ByteSlice value) {}

    private EditableBins() {}

    public static EditableBins empty() {
        return new EditableBins();
    }

    public static EditableBins of(StoredRecord stored) {
        EditableBins set = new EditableBins();
        BinCursor cursor = stored.bins();
        while (cursor.advance()) {
            set.bins.add(new Bin(cursor.name(), cursor.particle(), cursor.value()));
        }
        return set;
    }

    public List<Bin> all() {
        return bins;
    }

    public boolean isEmpty() {
        return bins.isEmpty();
    }

    public int size() {
        return bins.size();
    }

    public @Nullable Bin find(ByteSlice name) {
        int index = indexOf(name);
        return index < 0 ? null : bins.get(index);
    }

    public void put(ByteSlice name, int particle, ByteSlice value) {
        Bin bin = new Bin(name, particle, value);
        int index = indexOf(name);
        if (index < 0) {
            bins.add(bin);
        } else {
            bins.set(index, bin);
        }
    }

    /** Removes a bin. The last bin takes its place, as on a real server. */
    public void remove(ByteSlice name) {
        int index = indexOf(name);
        if (index < 0) {
            return;
        }
        Bin last = bins.remove(bins.size() - 1);
        if (index < bins.size()) {
            bins.set(index, last);
        }
    }

    public void clear() {
        bins.clear();
    }

    byte[] encode() {
        int size = 0;
        for (Bin bin : bins) {
            size += OP_HEADER_SIZE + bin.name.length() + bin.value.length();
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        for (Bin bin : bins) {
            encode(out, bin);
        }
        return out.array();
    }

    private static void encode(ByteBuffer out, Bin bin) {
        out.putInt(OP_FIXED_PART + bin.name.length() + bin.value.length());
        out.put((byte) OpCode.READ);
        out.put((byte) bin.particle);
        out.put((byte) 0);
        out.put((byte) bin.name.length());
        out.put(bin.name.array(), bin.name.offset(), bin.name.length());
        out.put(bin.value.array(), bin.value.offset(), bin.value.length());
    }

    private int indexOf(ByteSlice name) {
        for (int i = 0; i < bins.size(); i++) {
            if (bins.get(i).name.sameAs(name)) {
                return i;
            }
        }
        return -1;
    }
}
