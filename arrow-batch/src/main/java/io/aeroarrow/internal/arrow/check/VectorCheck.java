package io.aeroarrow.internal.arrow.check;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/**
 * Checks that all values of a vector lie in its buffers. Call this once for each batch that a user hands in: everything
 * after it reads by address, and a wrong offset would store foreign memory in the database or end the JVM.
 *
 * <p>It checks buffer sizes, validity, offsets, views and the values of dictionaries. Dictionary indexes are checked where
 * they are read, as a wrong index fails one row only. Vectors of types that no bin or key can hold are not checked.
 */
public final class VectorCheck {

    private static final String DAMAGED = "; the buffers of the vector are damaged, build it again";

    private VectorCheck() {}

    /**
     * Checks the first rows of a column, its children and its dictionary.
     *
     * @throws IllegalArgumentException naming the column and the first row that cannot be read
     */
    public static void requireReadable(FieldVector column, int rows, DictionaryProvider dictionaries) {
        String name = "column '" + column.getName() + "'";
        require(name, "row", problem(column, rows));
        requireDictionaries(name, column, dictionaries);
    }

    private static void requireDictionaries(String name, FieldVector vector, DictionaryProvider dictionaries) {
        if (vector.getField().getDictionary() != null) {
            long id = vector.getField().getDictionary().getId();
            Dictionary dictionary = dictionaries.lookup(id);
            // The reader of the column reports a missing dictionary.
            if (dictionary != null) {
                FieldVector values = dictionary.getVector();
                String own = name + ", dictionary " + id;
                require(own, "value", problem(values, values.getValueCount()));
                requireDictionaries(own, values, dictionaries);
            }
        }
        for (FieldVector child : vector.getChildrenFromFields()) {
            requireDictionaries(name, child, dictionaries);
        }
    }

    private static void require(String name, String element, @Nullable BufferProblem problem) {
        if (problem != null) {
            throw new IllegalArgumentException(
                    name + ", " + element + " " + problem.element() + " " + problem.text() + DAMAGED);
        }
    }

    /** Returns why one of the first values cannot be read. */
    static @Nullable BufferProblem problem(FieldVector vector, int count) {
        if (vector.getValueCount() < count) {
            return new BufferProblem(
                    vector.getValueCount(), "is missing: the vector has " + vector.getValueCount() + " of " + count);
        }
        if (count == 0) {
            return null;
        }
        if (vector instanceof BaseFixedWidthVector fixed) {
            return first(validity(vector, count), fixedWidth(fixed, count));
        } else if (vector instanceof BaseVariableWidthVector) {
            return first(validity(vector, count), bytes(vector, Offsets.small(vector.getOffsetBuffer()), count));
        } else if (vector instanceof BaseLargeVariableWidthVector) {
            return first(validity(vector, count), bytes(vector, Offsets.large(vector.getOffsetBuffer()), count));
        } else if (isView(vector.getField().getType())) {
            BufferProblem validity = validity(vector, count);
            return validity != null ? validity : ViewBuffers.problem(vector, count);
        }
        return nested(vector, count);
    }

    private static @Nullable BufferProblem nested(FieldVector vector, int count) {
        if (vector instanceof ListVector lists) {
            return first(
                    validity(vector, count),
                    list(Offsets.small(vector.getOffsetBuffer()), lists.getDataVector(), count));
        } else if (vector instanceof LargeListVector lists) {
            return first(
                    validity(vector, count),
                    list(Offsets.large(vector.getOffsetBuffer()), lists.getDataVector(), count));
        } else if (vector instanceof FixedSizeListVector lists) {
            return first(validity(vector, count), fixedSizeList(lists, count));
        } else if (vector instanceof StructVector) {
            return first(validity(vector, count), struct(vector, count));
        }
        return switch (vector.getField().getType().getTypeID().name()) {
            case "ListView", "LargeListView" -> first(validity(vector, count), NewerBuffers.listViews(vector, count));
            case "RunEndEncoded" -> NewerBuffers.runs(vector, count);
            default -> null;
        };
    }

    private static @Nullable BufferProblem first(@Nullable BufferProblem one, @Nullable BufferProblem other) {
        return one != null ? one : other;
    }

    private static @Nullable BufferProblem validity(FieldVector vector, int count) {
        return bits("validity", vector.getValidityBuffer(), count);
    }

    private static @Nullable BufferProblem bits(String what, ArrowBuf buffer, int count) {
        long present = buffer.capacity() * Byte.SIZE;
        return present < count
                ? new BufferProblem((int) present, "has no bit in the " + what + " buffer of " + present + " bits")
                : null;
    }

    private static @Nullable BufferProblem fixedWidth(BaseFixedWidthVector vector, int count) {
        ArrowBuf values = vector.getDataBuffer();
        if (vector instanceof BitVector) {
            return bits("value", values, count);
        }
        int width = vector.getTypeWidth();
        return (long) width * count > values.capacity()
                ? new BufferProblem(
                        (int) (values.capacity() / width),
                        "lies outside the value buffer of " + values.capacity() + " bytes; a value has " + width)
                : null;
    }

    private static @Nullable BufferProblem bytes(FieldVector vector, Offsets offsets, int count) {
        return offsets.problem(count, vector.getDataBuffer().capacity(), "byte");
    }

    private static @Nullable BufferProblem list(Offsets offsets, FieldVector elements, int count) {
        BufferProblem own = offsets.problem(count, elements.getValueCount(), "element");
        if (own != null) {
            return own;
        }
        BufferProblem of = problem(elements, (int) offsets.get(count));
        return of == null ? null : of.in(elements.getName(), offsets.valueOf(of.element(), count));
    }

    private static @Nullable BufferProblem fixedSizeList(FixedSizeListVector lists, int count) {
        FieldVector elements = lists.getDataVector();
        int size = lists.getListSize();
        long needed = (long) count * size;
        if (needed > elements.getValueCount()) {
            return new BufferProblem(
                    elements.getValueCount() / size,
                    "needs " + size + " elements; all rows have " + elements.getValueCount() + " of " + needed);
        }
        BufferProblem of = problem(elements, (int) needed);
        return of == null ? null : of.in(elements.getName(), of.element() / size);
    }

    private static @Nullable BufferProblem struct(FieldVector struct, int count) {
        for (FieldVector child : struct.getChildrenFromFields()) {
            BufferProblem of = problem(child, count);
            if (of != null) {
                return of.in(child.getName(), of.element());
            }
        }
        return null;
    }

    /** Compares by name, as the oldest supported Arrow does not have the view types. */
    private static boolean isView(ArrowType type) {
        String name = type.getTypeID().name();
        return name.equals("Utf8View") || name.equals("BinaryView");
    }
}
