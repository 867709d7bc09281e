package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;

/**
 * One step to a nested list or map.
 *
 * @param type how the element is chosen, in which kind of container, and what is created if it is absent
 * @param value the index, rank, key or value
 */
record ContextStep(int type, ByteSlice value) {
    static final int BY_INDEX = 0;
    static final int BY_RANK = 1;
    static final int BY_KEY = 2;
    static final int BY_VALUE = 3;

    private static final int HOW_MASK = 0x0f;
    private static final int KIND_MASK = 0x3f;
    private static final int LIST = 0x10;
    private static final int MAP = 0x20;
    private static final int CREATE_MASK = 0xc0;
    private static final int UNBOUND_LIST = 0x80;
    private static final int ORDERED_LIST = 0xc0;
    private static final int KEY_ORDERED_MAP = 0x80;
    private static final int VALUE_ORDERED_MAP = 0xc0;
    private static final int PERSIST_INDEX = 0x100;
    private static final int KEY_ORDERED = 1;
    private static final int KEY_VALUE_ORDERED = 3;

    int how() {
        return type & HOW_MASK;
    }

    boolean isOnList() {
        return (type & LIST) != 0;
    }

    boolean isOnMap() {
        return (type & MAP) != 0;
    }

    boolean isMapKey() {
        return (type & KIND_MASK) == (MAP | BY_KEY);
    }

    boolean isListIndex() {
        return (type & KIND_MASK) == (LIST | BY_INDEX);
    }

    boolean isValid() {
        boolean typed = isOnList() || isOnMap();
        return how() <= BY_VALUE && (typed || (type & (CREATE_MASK | PERSIST_INDEX)) == 0);
    }

    boolean creates() {
        return (type & CREATE_MASK) != 0;
    }

    boolean persistsIndex() {
        return (type & PERSIST_INDEX) != 0;
    }

    /** Whether a list is padded with nil up to the index. */
    boolean padsList() {
        return (type & CREATE_MASK) == UNBOUND_LIST;
    }

    boolean createsOrderedList() {
        return (type & CREATE_MASK) == ORDERED_LIST;
    }

    /** The order flags of a map that the step creates. */
    int mapFlags() {
        return switch (type & CREATE_MASK) {
            case KEY_ORDERED_MAP -> KEY_ORDERED;
            case VALUE_ORDERED_MAP -> KEY_VALUE_ORDERED;
            default -> 0;
        };
    }

    long index() {
        MsgpackReader in = new MsgpackReader(value);
        if (in.peek() != MsgpackKind.INTEGER) {
            throw CollectionFailure.notApplicable("a context whose index or rank is not an integer");
        }
        return in.integer();
    }
}
