package io.aeroarrow.internal.filter;

import io.aeroarrow.filter.CollectionSize;
import io.aeroarrow.filter.Filter.Contains;
import io.aeroarrow.filter.Filter.ContainsKey;
import io.aeroarrow.filter.Operand.BinValue;
import io.aeroarrow.filter.PathStep;
import io.aeroarrow.filter.PathValue;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.internal.value.MsgpackWriter;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.FloatValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes tests of values in lists and maps, for servers from 5.6 on. The value of a key or index is selected as a list of one or
 * no element, and an element is tested by counting the elements in a range of values. So servers return no value before its type
 * is known, because of four faults (seen on 8.1.0.3, and in the source of 8.1.2.0):
 *
 * <ul>
 *   <li>A call that returns a string without its type byte ends the server's process.
 *   <li>A call on a bin whose result is of another type than expected leaks the result.
 *   <li>A call with a context logs a warning if the value at the end of the context is not the expected list or map.
 *   <li>A read of an index outside of a list logs a warning.
 * </ul>
 */
final class PathEncoder {

    private static final int UNKNOWN = 0;
    private static final int EQ = 1;
    private static final int GT = 3;
    private static final int AND = 16;
    private static final int NOT = 18;
    private static final int BIN = 81;
    private static final int BIN_TYPE = 82;
    private static final int COND = 123;
    private static final int CALL = 127;

    private static final int TYPE_INTEGER = OperandEncoder.TYPE_INTEGER;
    private static final int TYPE_LIST = OperandEncoder.TYPE_LIST;
    private static final int TYPE_MAP = OperandEncoder.TYPE_MAP;
    private static final int MODULE_COLLECTIONS = 0;

    private static final int CONTEXT = 255;
    private static final int CONTEXT_LIST_INDEX = 16;
    private static final int LIST_SIZE = 16;
    private static final int LIST_GET_BY_INDEX = 19;
    private static final int LIST_GET_BY_VALUE = 22;
    private static final int LIST_GET_BY_VALUE_LIST = 23;
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
            call(COND, 3);
            counts(path, ValueRange.readable(type));
            boolean isKey = path.last() instanceof PathStep.Key;
            collectionCall(type, path.parent(), parentType(path), 3, () -> {
                out.integer(isKey ? MAP_GET_BY_KEY : LIST_GET_BY_INDEX);
                out.integer(RETURN_VALUE);
                step(path.last());
            });
            call(UNKNOWN, 0);
        }
    }

    private void step(PathStep step) {
        if (step instanceof PathStep.Key key) {
            operands.writeValue(key.key());
        } else if (step instanceof PathStep.Index index) {
            out.integer(index.index());
        }
    }

    void write(CollectionSize size) {
        call(COND, 5);
        hasType(size.value(), BinType.LIST);
        collectionCall(TYPE_INTEGER, size.value(), TYPE_LIST, 1, () -> out.integer(LIST_SIZE));
        hasType(size.value(), BinType.MAP);
        collectionCall(TYPE_INTEGER, size.value(), TYPE_MAP, 1, () -> out.integer(MAP_SIZE));
        call(UNKNOWN, 0);
    }

    void write(Contains test) {
        call(GT, 2);
        if (test.value() instanceof FloatValue number) {
            // A NaN in the list equals every float, but lies in no interval.
            collectionCall(TYPE_INTEGER, test.list(), TYPE_LIST, 4, () -> {
                out.integer(LIST_GET_BY_VALUE_INTERVAL);
                out.integer(RETURN_COUNT);
                operands.writeValue(number);
                operands.writeValue(Value.of(Math.nextUp(number.value())));
            });
        } else {
            collectionCall(TYPE_INTEGER, test.list(), TYPE_LIST, 3, () -> {
                out.integer(LIST_GET_BY_VALUE);
                out.integer(RETURN_COUNT);
                operands.writeValue(test.value());
            });
        }
        out.integer(0);
    }

    void write(ContainsKey test) {
        call(GT, 2);
        collectionCall(TYPE_INTEGER, test.map(), TYPE_MAP, 3, () -> {
            out.integer(MAP_GET_BY_KEY);
            out.integer(RETURN_COUNT);
            operands.writeValue(test.key());
        });
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
        binHasType((BinValue) parent, parentType(paths.get(0)) == TYPE_MAP ? Particle.MAP : Particle.LIST);
        for (int i = 0; i < paths.size() - 1; i++) {
            counts(paths.get(i), ValueRange.readable(parentType(paths.get(i + 1))));
        }
        counts(value, range);
    }

    /** Returns the type of the collection that holds a value. */
    private static int parentType(PathValue path) {
        return path.last() instanceof PathStep.Key ? TYPE_MAP : TYPE_LIST;
    }

    private void binHasType(BinValue bin, int particle) {
        call(EQ, 2);
        call(BIN_TYPE, 1);
        out.plain(bin.name());
        out.integer(particle);
    }

    /** Encodes the test whether a value is in a range; unknown if its parent is not the expected list or map. */
    void counts(PathValue path, ValueRange range) {
        call(EQ, 2);
        interval(TYPE_INTEGER, RETURN_COUNT, path, range);
        out.integer(1);
    }

    /** Encodes the test whether a value is one of some; otherwise as {@link #counts(PathValue, ValueRange)}. */
    void counts(PathValue path, List<Value> values) {
        call(EQ, 2);
        listCall(TYPE_INTEGER, 3);
        out.integer(LIST_GET_BY_VALUE_LIST);
        out.integer(RETURN_COUNT);
        operands.writeList(values);
        select(path);
        out.integer(1);
    }

    /** Selects a value as a list, without the values outside of a range. */
    private void interval(int type, int returned, PathValue path, ValueRange range) {
        listCall(type, range.isOpen() ? 3 : 4);
        out.integer(LIST_GET_BY_VALUE_INTERVAL);
        out.integer(returned);
        range.write(out);
        select(path);
    }

    /** Selects a value as a list of one or no element. */
    private void select(PathValue path) {
        if (path.last() instanceof PathStep.Key step) {
            collectionCall(TYPE_LIST, path.parent(), TYPE_MAP, 3, () -> {
                out.integer(MAP_GET_BY_KEY_LIST);
                out.integer(RETURN_VALUE);
                operands.writeList(List.of(step.key()));
            });
        } else {
            collectionCall(TYPE_LIST, path.parent(), TYPE_LIST, 4, () -> {
                out.integer(LIST_GET_BY_INDEX_RANGE);
                out.integer(RETURN_VALUE);
                step(path.last());
                out.integer(1);
            });
        }
    }

    /**
     * Calls an operation on a list or map. If it is a value in another one, the operation's context is the first element of the
     * list that selects it.
     *
     * @param type the type of the result
     * @param elements the number of elements that the operation writes
     */
    private void collectionCall(
            int type, StoredValue collection, int collectionType, int elements, Runnable operation) {
        if (collection instanceof PathValue path) {
            listCall(type, 3);
            out.integer(CONTEXT);
            out.array(2);
            out.integer(CONTEXT_LIST_INDEX);
            out.integer(0);
            out.array(elements);
            operation.run();
            interval(TYPE_LIST, RETURN_VALUE, path, ValueRange.readable(collectionType));
        } else {
            listCall(type, elements);
            operation.run();
            write(collection, collectionType);
        }
    }

    /** Starts a call with an operation of {@code elements} elements. */
    private void listCall(int type, int elements) {
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
