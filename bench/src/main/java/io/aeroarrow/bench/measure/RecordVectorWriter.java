package io.aeroarrow.bench.measure;

import com.aerospike.client.Record;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/** Writes records of the official client to vectors, value by value, as an application without AeroArrow would. */
public final class RecordVectorWriter {

    private final List<FieldVector> vectors;
    private final Filler[] fillers;
    private final String[] names;
    private int rows;

    /** Writes values of one bin to its vector. */
    @FunctionalInterface
    private interface Filler {
        void set(int row, Object value);
    }

    public RecordVectorWriter(VectorSchemaRoot root) {
        vectors = root.getFieldVectors();
        fillers = vectors.stream().map(RecordVectorWriter::filler).toArray(Filler[]::new);
        names = vectors.stream().map(FieldVector::getName).toArray(String[]::new);
    }

    /** Starts a batch and reuses the memory of the last one. */
    public void start(int batchRows) {
        rows = 0;
        for (FieldVector vector : vectors) {
            vector.setInitialCapacity(batchRows);
            vector.reset();
        }
    }

    public void add(Record record) {
        for (int i = 0; i < fillers.length; i++) {
            Object value = record.getValue(names[i]);
            if (value != null) {
                fillers[i].set(rows, value);
            }
        }
        rows++;
    }

    /** Returns the number of rows in the current batch. */
    public int rows() {
        return rows;
    }

    private static Filler filler(FieldVector vector) {
        if (vector instanceof BigIntVector integers) {
            return (row, value) -> integers.setSafe(row, (Long) value);
        } else if (vector instanceof Float8Vector reals) {
            return (row, value) -> reals.setSafe(row, (Double) value);
        } else if (vector instanceof BitVector bits) {
            return (row, value) -> bits.setSafe(row, (Boolean) value ? 1 : 0);
        } else if (vector instanceof VarCharVector texts) {
            return (row, value) -> texts.setSafe(row, ((String) value).getBytes(StandardCharsets.UTF_8));
        } else if (vector instanceof VarBinaryVector blobs) {
            return (row, value) -> blobs.setSafe(row, (byte[]) value);
        } else if (vector instanceof ListVector lists) {
            return listFiller(lists);
        }
        return vector instanceof FixedSizeListVector packed
                ? packedFiller(packed)
                : structFiller((StructVector) vector);
    }

    /** Writes embeddings: blobs of little-endian floats. */
    private static Filler packedFiller(FixedSizeListVector lists) {
        Float4Vector elements = (Float4Vector) lists.getDataVector();
        int size = lists.getListSize();
        return (row, value) -> {
            FloatBuffer floats = ByteBuffer.wrap((byte[]) value)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            lists.setNotNull(row);
            for (int i = 0; i < size; i++) {
                elements.setSafe(row * size + i, floats.get(i));
            }
        };
    }

    private static Filler listFiller(ListVector lists) {
        Filler elements = filler(lists.getDataVector());
        return (row, value) -> {
            int at = lists.startNewValue(row);
            List<?> list = (List<?>) value;
            for (Object element : list) {
                elements.set(at++, element);
            }
            lists.endValue(row, list.size());
        };
    }

    private static Filler structFiller(StructVector structs) {
        List<FieldVector> children = structs.getChildrenFromFields();
        Filler[] fields = children.stream().map(RecordVectorWriter::filler).toArray(Filler[]::new);
        String[] keys = children.stream().map(FieldVector::getName).toArray(String[]::new);
        return (row, value) -> {
            Map<?, ?> map = (Map<?, ?>) value;
            for (int i = 0; i < fields.length; i++) {
                Object child = map.get(keys[i]);
                if (child != null) {
                    fields[i].set(row, child);
                }
            }
            structs.setIndexDefined(row);
        };
    }
}
