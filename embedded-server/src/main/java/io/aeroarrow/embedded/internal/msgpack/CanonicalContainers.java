package io.aeroarrow.embedded.internal.msgpack;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import java.util.ArrayList;
import java.util.List;

/**
 * Converts lists and maps to the form in which a real server stores and returns them: shortest encodings, maps sorted by key, and only the
 * order flags before a container's elements. Refuses values that a real server refuses.
 */
public final class CanonicalContainers {
    private static final int ORDERED = 0x01;
    private static final int MAP_ORDER_MASK = 0x03;
    /** Limits the recursion; a real server has a limit too. */
    private static final int MAX_DEPTH = 512;

    private record Entry(ByteSlice key, ByteSlice value) {}

    private CanonicalContainers() {}

    public static byte[] canonicalList(ByteSlice encoded) {
        return canonical(encoded, MsgpackKind.LIST);
    }

    public static byte[] canonicalMap(ByteSlice encoded) {
        return canonical(encoded, MsgpackKind.MAP);
    }

    /** The canonical form of any element that can be stored in a list or map. */
    public static ByteSlice canonicalElement(ByteSlice encoded) {
        MsgpackReader in = new MsgpackReader(encoded);
        ByteSlice element = canonicalElement(in, -1);
        if (!in.atEnd()) {
            throw new MalformedMsgpack(in.remaining() + " bytes after the element");
        }
        return element;
    }

    /** Whether the element can be the key of a map. */
    public static boolean isKey(ByteSlice element) {
        return isKey(new MsgpackReader(element));
    }

    private static byte[] canonical(ByteSlice encoded, MsgpackKind kind) {
        MsgpackReader in = new MsgpackReader(encoded);
        if (in.peek() != kind) {
            throw new MalformedMsgpack("the value is not a " + kind);
        }
        CanonicalMsgpackWriter out = new CanonicalMsgpackWriter();
        copyValue(in, out, 0);
        if (!in.atEnd()) {
            throw new MalformedMsgpack(in.remaining() + " bytes after the container");
        }
        return out.toByteArray();
    }

    private static void copyValue(MsgpackReader in, CanonicalMsgpackWriter out, int depth) {
        if (depth > MAX_DEPTH) {
            throw new MalformedMsgpack("nested more than " + MAX_DEPTH + " deep");
        }
        switch (in.peek()) {
            case NIL, BOOL, REAL -> out.copy(in.element());
            case INTEGER -> copyInteger(in, out);
            case RAW -> out.raw(in.raw());
            case LIST -> copyList(in, out, depth);
            case MAP -> copyMap(in, out, depth);
            case EXT -> throw new MalformedMsgpack("an ext cannot be stored");
        }
    }

    private static void copyInteger(MsgpackReader in, CanonicalMsgpackWriter out) {
        boolean unsigned = in.peekLead() == 0xcf;
        long value = in.integer();
        if (unsigned) {
            out.unsigned(value);
        } else {
            out.signed(value);
        }
    }

    private static void copyList(MsgpackReader in, CanonicalMsgpackWriter out, int depth) {
        int count = in.listHeader();
        boolean flagged = count > 0 && in.peek() == MsgpackKind.EXT;
        int flags = flagged ? metadata(in) & ORDERED : 0;
        int elements = flagged ? count - 1 : count;
        out.listHeader(flags == 0 ? elements : elements + 1);
        if (flags != 0) {
            out.metadata(flags);
        }
        ByteSlice previous = ByteSlice.EMPTY;
        for (int i = 0; i < elements; i++) {
            ByteSlice element = canonicalElement(in, depth);
            if (flags != 0 && i > 0 && MsgpackOrder.COMPARATOR.compare(previous, element) > 0) {
                throw new MalformedMsgpack("an ordered list that is not in order");
            }
            out.copy(element);
            previous = element;
        }
    }

    private static void copyMap(MsgpackReader in, CanonicalMsgpackWriter out, int depth) {
        int count = in.mapHeader();
        boolean flagged = count > 0 && in.peek() == MsgpackKind.EXT;
        int flags = 0;
        if (flagged) {
            flags = metadata(in) & MAP_ORDER_MASK;
            in.nil();
        }
        List<Entry> entries = readEntries(in, flagged ? count - 1 : count, depth);
        if (flags == 0) {
            entries.sort((left, right) -> MsgpackOrder.COMPARATOR.compare(left.key, right.key));
        }
        requireAscending(entries);
        out.mapHeader(flags == 0 ? entries.size() : entries.size() + 1);
        if (flags != 0) {
            out.metadata(flags);
            out.nil();
        }
        for (Entry entry : entries) {
            out.copy(entry.key);
            out.copy(entry.value);
        }
    }

    private static List<Entry> readEntries(MsgpackReader in, int pairs, int depth) {
        List<Entry> entries = new ArrayList<>(pairs);
        for (int i = 0; i < pairs; i++) {
            requireKey(in);
            ByteSlice key = canonicalElement(in, depth);
            entries.add(new Entry(key, canonicalElement(in, depth)));
        }
        return entries;
    }

    private static void requireAscending(List<Entry> entries) {
        for (int i = 1; i < entries.size(); i++) {
            if (MsgpackOrder.COMPARATOR.compare(entries.get(i - 1).key, entries.get(i).key) >= 0) {
                throw new MalformedMsgpack("the map keys are not in order, or a key is repeated");
            }
        }
    }

    private static void requireKey(MsgpackReader in) {
        if (!isKey(in)) {
            throw new MalformedMsgpack(in.peek() + " cannot be a map key");
        }
    }

    private static boolean isKey(MsgpackReader in) {
        MsgpackKind kind = in.peek();
        if (kind != MsgpackKind.RAW) {
            return kind == MsgpackKind.INTEGER;
        }
        int type = in.peekRawType();
        return type == ParticleType.STRING || type == ParticleType.BLOB;
    }

    private static ByteSlice canonicalElement(MsgpackReader in, int depth) {
        CanonicalMsgpackWriter out = new CanonicalMsgpackWriter();
        copyValue(in, out, depth + 1);
        return ByteSlice.of(out.toByteArray());
    }

    private static int metadata(MsgpackReader in) {
        MsgpackReader.Ext ext = in.ext();
        if (!ext.isMetadata()) {
            throw new MalformedMsgpack("an ext cannot be stored");
        }
        return ext.type();
    }
}
