package io.aeroarrow.internal.filter;

import io.aeroarrow.filter.CollectionSize;
import io.aeroarrow.filter.Filter.Contains;
import io.aeroarrow.filter.Filter.ContainsKey;
import io.aeroarrow.filter.Operand.BinValue;
import io.aeroarrow.filter.PathStep;
import io.aeroarrow.filter.PathValue;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.internal.value.MsgpackWriter;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.FloatValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes tests of values in lists and maps, for servers from 5.6 on. Each step of a path is a call of its own on the result of
 * the call before: a call with a context logs a warning for each record whose value is not the expected list or map. For the
 * same reason an index is tested before the element is read.
 */
final class PathEncoder {

    private static final int EQ = 1;
    private static final int GT = 3;
    private static final int GE = 4;
    private static final int UNKNOWN = 0;
    private static final int AND = 16;
    private static final int NOT = 18;
    private static final int BIN = 81;
    private static final int BIN_TYPE = 82;
    private static final int COND = 123;
    private static final int CALL = 127;

    private static final int TYPE_INTEGER = 2;
    private static final int TYPE_LIST = 4;
    private static final int TYPE_MAP = 5;
    private static final int MODULE_COLLECTIONS = 0;

    private static final int LIST_SIZE = 16;
    private static final int LIST_GET_BY_INDEX = 19;
    private static final int LIST_GET_BY_VALUE = 22;
    private static final int LIST_GET_BY_INDEX_RANGE = 24;
    private static final int LIST_GET_BY_VALUE_INTERVAL = 25;
    private static final int MAP_SIZE = 96;
    private static final int MAP_GET_BY_KEY = 97;
    private static final int MAP_GET_BY_KEY_LIST = 107;
    private static final int RETURN_COUNT = 5;
    private static final int RETURN_VALUE = 7;

    private final MsgpackWriter out;
    private final OperandEncoder operands;

    PathEncoder(MsgpackWriter out, OperandEncoder operands) {
        this.out = out;
        this.operands = operands;
    }

    /**
     * Encodes a value.
     *
     * @param type the type of the expression
     */
    void write(StoredValue value, int type) {
        if (value instanceof BinValue bin) {
            out.array(3);
            out.integer(BIN);
            out.integer(type);
            out.plain(bin.name());
        } else if (value instanceof PathValue path) {
            write(path, type);
        } else {
            throw new IllegalArgumentException("no expression for " + value);
        }
    }

    private void write(PathValue path, int type) {
        if (path.last() instanceof PathStep.Key step) {
            collectionCall(type, 3);
            out.integer(MAP_GET_BY_KEY);
            out.integer(RETURN_VALUE);
            operands.writeValue(step.key());
            write(path.parent(), TYPE_MAP);
        } else if (path.last() instanceof PathStep.Index step) {
            // Reading an index that does not exist would log a warning.
            call(COND, 3);
            int index = step.index();
            call(index < 0 ? GE : GT, 2);
            size(path.parent(), TYPE_LIST);
            out.integer(index < 0 ? -(long) index : index);
            collectionCall(type, 3);
            out.integer(LIST_GET_BY_INDEX);
            out.integer(RETURN_VALUE);
            out.integer(index);
            write(path.parent(), TYPE_LIST);
            call(UNKNOWN, 0);
        }
    }

    void write(CollectionSize size) {
        call(COND, 5);
        hasType(size.value(), BinType.LIST);
        size(size.value(), TYPE_LIST);
        hasType(size.value(), BinType.MAP);
        size(size.value(), TYPE_MAP);
        call(UNKNOWN, 0);
    }

    private void size(StoredValue collection, int type) {
        collectionCall(TYPE_INTEGER, 1);
        out.integer(type == TYPE_LIST ? LIST_SIZE : MAP_SIZE);
        write(collection, type);
    }

    void write(Contains test) {
        call(GT, 2);
        if (test.value() instanceof FloatValue number) {
            // A NaN in the list equals every float, but lies in no interval.
            collectionCall(TYPE_INTEGER, 4);
            out.integer(LIST_GET_BY_VALUE_INTERVAL);
            out.integer(RETURN_COUNT);
            operands.writeValue(number);
            operands.writeValue(Value.of(Math.nextUp(number.value())));
        } else {
            collectionCall(TYPE_INTEGER, 3);
            out.integer(LIST_GET_BY_VALUE);
            out.integer(RETURN_COUNT);
            operands.writeValue(test.value());
        }
        write(test.list(), TYPE_LIST);
        out.integer(0);
    }

    void write(ContainsKey test) {
        call(GT, 2);
        collectionCall(TYPE_INTEGER, 3);
        out.integer(MAP_GET_BY_KEY);
        out.integer(RETURN_COUNT);
        operands.writeValue(test.key());
        write(test.map(), TYPE_MAP);
        out.integer(0);
    }

    /** Encodes the test whether a value is of a type, which is never unknown. */
    void hasType(StoredValue value, BinType type) {
        if (value instanceof PathValue path) {
            if (type == BinType.MISSING) {
                call(NOT, 1);
                isWithin(path, ValueRange.EXISTING);
            } else {
                isWithin(path, ValueRange.of(type));
            }
        } else if (value instanceof BinValue bin) {
            binHasType(bin, FilterEncoder.particle(type));
        }
    }

    void exists(PathValue value) {
        isWithin(value, ValueRange.EXISTING);
    }

    /**
     * Tests the parents from the bin on, each of which must be the list or map that the next step needs. The first test that is
     * false ends the evaluation, so that no later test is unknown.
     */
    private void isWithin(PathValue value, ValueRange range) {
        List<PathValue> paths = new ArrayList<>(List.of(value));
        StoredValue parent = value.parent();
        while (parent instanceof PathValue path) {
            paths.add(0, path);
            parent = path.parent();
        }
        call(AND, paths.size() + 1);
        binHasType((BinValue) parent, FilterEncoder.particle(parentType(paths.get(0))));
        for (int i = 0; i < paths.size(); i++) {
            boolean isLast = i == paths.size() - 1;
            counts(paths.get(i), isLast ? range : ValueRange.of(parentType(paths.get(i + 1))));
        }
    }

    private static BinType parentType(PathValue path) {
        return path.last() instanceof PathStep.Key ? BinType.MAP : BinType.LIST;
    }

    private void binHasType(BinValue bin, int particle) {
        call(EQ, 2);
        call(BIN_TYPE, 1);
        out.plain(bin.name());
        out.integer(particle);
    }

    /** Selects the value as a list of one or no element, and counts the elements in the range. */
    private void counts(PathValue path, ValueRange range) {
        call(EQ, 2);
        collectionCall(TYPE_INTEGER, range.isOpen() ? 3 : 4);
        out.integer(LIST_GET_BY_VALUE_INTERVAL);
        out.integer(RETURN_COUNT);
        range.write(out);
        if (path.last() instanceof PathStep.Key step) {
            collectionCall(TYPE_LIST, 3);
            out.integer(MAP_GET_BY_KEY_LIST);
            out.integer(RETURN_VALUE);
            operands.writeList(List.of(step.key()));
            write(path.parent(), TYPE_MAP);
        } else if (path.last() instanceof PathStep.Index step) {
            collectionCall(TYPE_LIST, 4);
            out.integer(LIST_GET_BY_INDEX_RANGE);
            out.integer(RETURN_VALUE);
            out.integer(step.index());
            out.integer(1);
            write(path.parent(), TYPE_LIST);
        }
        out.integer(1);
    }

    /** Starts a call of a list or map operation; the operation of {@code elements} elements and the collection follow. */
    private void collectionCall(int type, int elements) {
        call(CALL, 4);
        out.integer(type);
        out.integer(MODULE_COLLECTIONS);
        out.array(elements);
    }

    private void call(int opcode, int arguments) {
        out.array(arguments + 1);
        out.integer(opcode);
    }
}
