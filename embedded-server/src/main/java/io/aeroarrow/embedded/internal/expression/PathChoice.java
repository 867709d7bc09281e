package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackOrder;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Chooses elements of lists and maps by the levels of a path. */
final class PathChoice {
    private final boolean noFail;
    /**
     * Whether a real server has left the value: after it has taken one element by rank, or by index of a map, it goes on behind the
     * outermost container. An element after that is an error.
     */
    private boolean atEnd;

    /**
     * @param noFail whether unknown counts as false, instead of an error
     */
    PathChoice(boolean noFail) {
        this.noFail = noFail;
    }

    static LoopVariables variables(PathContainer container, int element) {
        return new LoopVariables(
                container.key(element), container.values().get(element), container.isMap() ? -1 : element);
    }

    /** Passes on the indexes of the chosen elements, in order. */
    void choose(PathContainer container, PathLevel level, IntConsumer chosen) {
        if (!level.appliesTo(container.isMap())) {
            throw RequestFailure.parameter("a path level of type " + level.type() + " for the other kind of container");
        }
        if (level.how() == PathLevel.BY_INDEX || level.how() == PathLevel.BY_RANK) {
            one(container, level, chosen);
            return;
        }
        List<ByteSlice> keys = level.how() == PathLevel.BY_KEYS && container.isMap() ? keys(level.value()) : List.of();
        for (int i = 0; i < container.size(); i++) {
            if (atEnd) {
                throw beyondEnd(container, i, level);
            }
            Boolean wanted = isWanted(container, i, level, keys);
            boolean found = level.how() == PathLevel.BY_KEY && Boolean.TRUE.equals(wanted);
            if (Boolean.TRUE.equals(wanted) && level.condition() != null) {
                wanted = test(level.condition(), container, i);
            }
            if (wanted == null && !noFail) {
                throw RequestFailure.parameter("a path level that is unknown for an element");
            }
            if (Boolean.TRUE.equals(wanted)) {
                chosen.accept(i);
            }
            if (found) {
                requireNotAtEnd(container, i);
                return;
            }
        }
    }

    private void requireNotAtEnd(PathContainer container, int element) {
        if (atEnd && element + 1 < container.size()) {
            throw beyondEnd();
        }
    }

    private static RequestFailure beyondEnd() {
        return new RequestFailure(ServerResultCode.UNKNOWN, "elements after one that is taken by rank");
    }

    private RequestFailure beyondEnd(PathContainer container, int element, PathLevel level) {
        if (container.isMap()) {
            return beyondEnd();
        }
        LoopVariables nothing = new LoopVariables(null, null, element);
        PathExpression expression = level.expression();
        boolean unknown = level.how() == PathLevel.BY_EXPRESSION
                ? expression != null && test(expression, nothing) == null
                : level.how() != PathLevel.BY_VALUE;
        return unknown && !noFail ? RequestFailure.parameter("a path level that is unknown") : beyondEnd();
    }

    private void one(PathContainer container, PathLevel level, IntConsumer chosen) {
        long position = level.index() < 0 ? level.index() + container.size() : level.index();
        if (position < 0 || position >= container.size()) {
            return;
        }
        int index = level.how() == PathLevel.BY_RANK ? container.indexOfRank((int) position) : (int) position;
        PathExpression condition = level.condition();
        if (condition == null || Boolean.TRUE.equals(test(condition, container, index))) {
            chosen.accept(index);
        }
        if (container.isMap() || level.how() == PathLevel.BY_RANK) {
            atEnd = true;
        } else {
            requireNotAtEnd(container, index);
        }
    }

    private static @Nullable Boolean isWanted(
            PathContainer container, int element, PathLevel level, List<ByteSlice> keys) {
        ByteSlice key = container.key(element);
        return switch (level.how()) {
            case PathLevel.BY_EXPRESSION -> {
                PathExpression expression = level.expression();
                yield expression == null ? Boolean.TRUE : test(expression, container, element);
            }
            case PathLevel.BY_VALUE -> equal(container.values().get(element), level.value());
            case PathLevel.BY_KEY -> key == null ? null : equal(key, level.value());
            default -> key == null ? null : keys.stream().anyMatch(wanted -> equal(key, wanted));
        };
    }

    private static boolean equal(ByteSlice left, ByteSlice right) {
        return MsgpackOrder.COMPARATOR.compare(left, right) == 0;
    }

    private static @Nullable Boolean test(PathExpression expression, PathContainer container, int element) {
        return test(expression, variables(container, element));
    }

    private static @Nullable Boolean test(PathExpression expression, LoopVariables element) {
        return expression.evaluate(element) instanceof ExpressionValue.Bool known ? (Boolean) known.value() : null;
    }

    private static List<ByteSlice> keys(ByteSlice encoded) {
        MsgpackReader in = new MsgpackReader(encoded);
        if (in.peek() != MsgpackKind.LIST) {
            throw RequestFailure.parameter("a list of keys that is not a list");
        }
        int count = in.listHeader();
        List<ByteSlice> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ByteSlice key = in.element();
            if (i > 0 || new MsgpackReader(key).peek() != MsgpackKind.EXT) {
                keys.add(key);
            }
        }
        return keys;
    }
}
