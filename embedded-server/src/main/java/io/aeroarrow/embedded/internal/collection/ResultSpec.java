package io.aeroarrow.embedded.internal.collection;

/**
 * What an operation returns about the selected elements.
 *
 * @param type one of the constants
 * @param inverted whether the elements that are not selected are meant
 * @param multi whether the operation can select several elements, which makes the result a list
 */
record ResultSpec(int type, boolean inverted, boolean multi) {
    static final int NONE = 0;
    static final int INDEX = 1;
    static final int REVERSE_INDEX = 2;
    static final int RANK = 3;
    static final int REVERSE_RANK = 4;
    static final int COUNT = 5;
    static final int KEY = 6;
    static final int VALUE = 7;
    static final int KEY_VALUE = 8;
    static final int INDEX_RANGE = 9;
    static final int REVERSE_INDEX_RANGE = 10;
    static final int RANK_RANGE = 11;
    static final int REVERSE_RANK_RANGE = 12;
    static final int EXISTS = 13;
    static final int UNORDERED_MAP = 16;
    static final int ORDERED_MAP = 17;

    private static final int TYPE_MASK = 0xffff;
    private static final long INVERTED = 0x1_0000L;

    static ResultSpec of(long flags, boolean multi) {
        return new ResultSpec((int) flags & TYPE_MASK, (flags & INVERTED) != 0, multi);
    }

    ResultSpec notInverted() {
        return new ResultSpec(type, false, multi);
    }

    boolean isReverse() {
        return type == REVERSE_INDEX || type == REVERSE_RANK;
    }

    boolean isIndex() {
        return type == INDEX || type == REVERSE_INDEX;
    }

    boolean isRank() {
        return type == RANK || type == REVERSE_RANK;
    }

    boolean isIndexRange() {
        return type == INDEX_RANGE || type == REVERSE_INDEX_RANGE;
    }

    boolean isRankRange() {
        return type == RANK_RANGE || type == REVERSE_RANK_RANGE;
    }

    boolean isMap() {
        return type == KEY_VALUE || type == UNORDERED_MAP || type == ORDERED_MAP;
    }

    /** Whether the result consists of keys, values or entries. */
    boolean isElements() {
        return type == KEY || type == VALUE || isMap();
    }

    /** The order flags of a result that is a map. */
    int mapFlags() {
        return switch (type) {
            case KEY_VALUE -> 0x08;
            case ORDERED_MAP -> 0x01;
            default -> 0;
        };
    }

    void refuseInvertedSingle() {
        if (inverted && !multi) {
            throw CollectionFailure.notApplicable("INVERTED on a single element");
        }
    }

    void refuse(boolean condition) {
        if (condition) {
            throw unsupported();
        }
    }

    RuntimeException unsupported() {
        return CollectionFailure.notApplicable("return type " + type + " is not supported by the operation");
    }
}
