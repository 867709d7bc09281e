package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One level of a path: how elements are chosen.
 *
 * @param type the way of choosing, and the kind of container it applies to
 * @param value the index, rank, key, value or list of keys
 * @param expression chooses elements; null for all of them, and for other ways
 * @param condition a further condition; null for none
 */
record PathLevel(
        int type,
        ByteSlice value,
        @Nullable PathExpression expression,
        @Nullable PathExpression condition) {
    static final int BY_INDEX = 0;
    static final int BY_RANK = 1;
    static final int BY_KEY = 2;
    static final int BY_VALUE = 3;
    static final int BY_EXPRESSION = 4;
    static final int BY_KEYS = 10;

    private static final int HOW = 0x0f;
    private static final int LIST_KIND_MASK = 0x30;
    private static final int MAP_KIND_MASK = 0xf0;
    private static final int LIST = 0x10;
    private static final int MAP = 0x20;
    private static final int AND = 0x200;
    private static final int MAX_LEVELS = 64;

    int how() {
        return type & HOW;
    }

    boolean appliesTo(boolean map) {
        int kind = type & (map ? MAP_KIND_MASK : LIST_KIND_MASK);
        return kind == 0 || kind == (map ? MAP : LIST);
    }

    long index() {
        return new MsgpackReader(value).integer();
    }

    /** Reads the levels of a path. */
    static List<PathLevel> readAll(MsgpackReader in, ServerVersion version) {
        if (in.peek() != MsgpackKind.LIST) {
            throw RequestFailure.parameter("a path that is not a list");
        }
        int count = in.listHeader();
        if (count == 0 || count % 2 != 0 || count / 2 > MAX_LEVELS) {
            throw RequestFailure.parameter("a path of " + count + " elements");
        }
        List<PathLevel> levels = new ArrayList<>();
        for (int i = 0; i < count; i += 2) {
            if (in.peek() != MsgpackKind.INTEGER) {
                throw RequestFailure.parameter("a path level without a type");
            }
            long type = in.integer();
            ByteSlice value = in.element();
            if ((type & AND) != 0) {
                addCondition(levels, type, value, version);
            } else {
                levels.add(level((int) type, value, version));
            }
        }
        return List.copyOf(levels);
    }

    private static PathLevel level(int type, ByteSlice value, ServerVersion version) {
        return switch (type & HOW) {
            case BY_INDEX, BY_RANK -> {
                if (new MsgpackReader(value).peek() != MsgpackKind.INTEGER) {
                    throw RequestFailure.parameter("an index or rank that is not an integer");
                }
                yield new PathLevel(type, value, null, null);
            }
            case BY_KEY, BY_VALUE, BY_KEYS -> new PathLevel(type, value, null, null);
            case BY_EXPRESSION -> new PathLevel(type, value, expression(value, version), null);
            default -> throw RequestFailure.parameter("a path level of type " + type);
        };
    }

    private static void addCondition(List<PathLevel> levels, long type, ByteSlice value, ServerVersion version) {
        PathLevel last = levels.isEmpty() ? null : levels.get(levels.size() - 1);
        if (last == null || type != (AND | BY_EXPRESSION) || last.condition != null || last.how() == BY_EXPRESSION) {
            throw RequestFailure.parameter("a condition that no index, rank, key or value precedes");
        }
        PathExpression condition = expression(value, version);
        levels.set(levels.size() - 1, new PathLevel(last.type, last.value, last.expression, condition));
    }

    /** The expression of a level; null for the constant true. */
    private static @Nullable PathExpression expression(ByteSlice encoded, ServerVersion version) {
        MsgpackReader in = new MsgpackReader(encoded);
        if (in.peek() == MsgpackKind.LIST) {
            return PathExpression.compile(encoded, version);
        } else if (in.peek() == MsgpackKind.BOOL && in.bool()) {
            return null;
        }
        throw RequestFailure.parameter("a path level whose expression is neither a call nor true");
    }
}
