package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.msgpack.CanonicalMsgpackWriter;
import io.aeroarrow.embedded.internal.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.operation.Modification;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The call SELECT of 8.1.2: reads or changes the elements of a list or map that a path chooses, at all levels. */
public final class PathSelection {
    static final int SELECT = 0xfe;

    private static final int MODE = 0x0f;
    private static final int TREE = 0;
    private static final int APPLY = 4;
    private static final int LEAF_VALUES = 0x01;
    private static final int LEAF_KEYS = 0x02;
    private static final int NO_FAIL = 0x10;

    private final List<PathLevel> levels;
    private final int mode;
    private final PathChoice choice;
    private final boolean noFail;
    private final @Nullable PathExpression change;
    private final List<ByteSlice> leaves = new ArrayList<>();

    private PathSelection(List<PathLevel> levels, int flags, @Nullable PathExpression change) {
        this.levels = levels;
        this.mode = flags & MODE;
        this.noFail = (flags & NO_FAIL) != 0;
        this.choice = new PathChoice(noFail);
        this.change = change;
    }

    /** Whether a list or map call is a selection, which earlier versions do not know. */
    public static boolean isSelection(ByteSlice payload, ServerVersion version) {
        if (!version.isAtLeast(ServerVersion.V8_1_2_0) || payload.isEmpty()) {
            return false;
        }
        try {
            MsgpackReader in = new MsgpackReader(payload);
            boolean call = in.peek() == MsgpackKind.LIST && in.listHeader() > 0 && in.peek() == MsgpackKind.INTEGER;
            return call && in.integer() == SELECT;
        } catch (MalformedMsgpack e) {
            return false;
        }
    }

    /** Returns the chosen elements. */
    public static BinValue read(BinValue bin, ByteSlice payload, ServerVersion version) {
        requireContainer(bin);
        PathSelection selection = parse(payload, version);
        if (selection.mode == APPLY) {
            throw RequestFailure.parameter("a read that changes elements");
        }
        return selection.read(bin);
    }

    /** Changes the chosen elements, or only reads them. */
    public static Modification modify(@Nullable BinValue bin, ByteSlice payload, ServerVersion version) {
        if (bin == null) {
            throw new RequestFailure(ServerResultCode.INCOMPATIBLE_TYPE, "a selection on an absent bin");
        }
        requireContainer(bin);
        PathSelection selection = parse(payload, version);
        if (selection.mode != APPLY) {
            return new Modification(bin, selection.read(bin));
        }
        ByteSlice changed = selection.applied(bin.value(), 0);
        return new Modification(new BinValue(bin.particle(), changed), null);
    }

    private static void requireContainer(BinValue bin) {
        if (bin.particle() != ParticleType.LIST && bin.particle() != ParticleType.MAP) {
            throw new RequestFailure(ServerResultCode.INCOMPATIBLE_TYPE, "a path on a bin of type " + bin.particle());
        }
    }

    private static PathSelection parse(ByteSlice payload, ServerVersion version) {
        try {
            MsgpackReader in = new MsgpackReader(payload);
            int parameters = in.listHeader() - 1;
            in.skip();
            List<PathLevel> levels = PathLevel.readAll(in, version);
            int flags = in.smallInteger();
            int mode = flags & MODE;
            if (mode > APPLY || parameters != (mode == APPLY ? 3 : 2)) {
                throw RequestFailure.parameter("a selection of kind " + mode + " with " + parameters + " parameters");
            }
            PathExpression change = mode == APPLY ? PathExpression.compile(in.element(), version) : null;
            return new PathSelection(levels, flags, change);
        } catch (MalformedMsgpack | InvalidExpression e) {
            throw RequestFailure.parameter("a malformed selection: " + e.getMessage());
        }
    }

    private BinValue read(BinValue bin) {
        if (mode == TREE) {
            return new BinValue(bin.particle(), tree(bin.value(), 0));
        }
        collect(bin.value(), 0);
        CanonicalMsgpackWriter out = new CanonicalMsgpackWriter();
        out.listHeader(leaves.size());
        leaves.forEach(out::copy);
        return new BinValue(ParticleType.LIST, ByteSlice.of(out.toByteArray()));
    }

    private boolean isLeaf(int level) {
        return level + 1 == levels.size();
    }

    private ByteSlice tree(ByteSlice encoded, int level) {
        PathContainer container = PathContainer.parse(encoded);
        if (container.size() == 0) {
            return encoded;
        }
        List<Integer> indexes = new ArrayList<>();
        List<ByteSlice> values = new ArrayList<>();
        choice.choose(container, levels.get(level), element -> {
            ByteSlice value = container.values().get(element);
            boolean deeper = !isLeaf(level) && PathContainer.isContainer(value);
            indexes.add(element);
            values.add(deeper ? tree(value, level + 1) : value);
        });
        return container.part(indexes, values).encode();
    }

    private void collect(ByteSlice encoded, int level) {
        PathContainer container = PathContainer.parse(encoded);
        boolean keysOfList = isLeaf(level) && (mode & LEAF_KEYS) != 0 && !container.isMap();
        if (keysOfList && !container.isBare()) {
            if (!noFail) {
                throw new RequestFailure(ServerResultCode.INCOMPATIBLE_TYPE, "keys of a list");
            }
            return;
        }
        if (container.size() == 0) {
            return;
        }
        choice.choose(container, levels.get(level), element -> {
            ByteSlice value = container.values().get(element);
            if (isLeaf(level)) {
                collectLeaf(container.key(element), value);
            } else if (PathContainer.isContainer(value)) {
                collect(value, level + 1);
            }
        });
    }

    private void collectLeaf(@Nullable ByteSlice key, ByteSlice value) {
        if ((mode & LEAF_KEYS) != 0 && key != null) {
            leaves.add(key);
        }
        if ((mode & LEAF_VALUES) != 0) {
            leaves.add(value);
        }
    }

    private ByteSlice applied(ByteSlice encoded, int level) {
        PathContainer container = PathContainer.parse(encoded);
        if (container.size() == 0) {
            return encoded;
        }
        List<@Nullable ByteSlice> values = new ArrayList<>(container.values());
        choice.choose(container, levels.get(level), element -> {
            ByteSlice value = container.values().get(element);
            if (isLeaf(level)) {
                values.set(element, changed(container, element));
            } else if (PathContainer.isContainer(value)) {
                values.set(element, applied(value, level + 1));
            }
        });
        return container.with(values).encode();
    }

    /** The new value of an element; null to remove it. */
    private @Nullable ByteSlice changed(PathContainer container, int element) {
        PathExpression expression = change;
        if (expression == null) {
            throw new IllegalStateException("a change without an expression");
        }
        ExpressionValue value = expression.evaluate(PathChoice.variables(container, element));
        if (value instanceof ExpressionValue.Removal) {
            return null;
        }
        ByteSlice encoded = ExpressionBins.toElement(expression.type(), value);
        if (encoded == null) {
            if (!noFail) {
                throw new RequestFailure(ServerResultCode.UNKNOWN, "the new value of an element is unknown");
            }
            return container.values().get(element);
        }
        if (MsgpackReader.hasComparison(encoded)) {
            throw new RequestFailure(ServerResultCode.INCOMPATIBLE_TYPE, "a wildcard as the new value of an element");
        }
        return encoded;
    }
}
