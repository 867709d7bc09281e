package io.aeroarrow.bench.decoding;

import com.aerospike.client.Record;
import com.aerospike.client.command.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;

/**
 * The way by row objects: the official client's value decoding into a record with a map of bins, as its scans make them,
 * and from there into vectors.
 */
final class RowObjects {

    private static final int FRAME_HEADER = 8;
    private static final int MESSAGE = 22;
    private static final int FIELD_COUNT = 18;
    private static final int OP_COUNT = 20;
    private static final int GENERATION = 6;
    private static final int VOID_TIME = 10;

    private final VectorSchemaRoot root;
    private final Filler[] fillers;
    private final String[] names;
    private int rows;

    /** Puts one bin's values into its vector. */
    @FunctionalInterface
    private interface Filler {
        void set(int row, Object value);
    }

    RowObjects(VectorSchemaRoot root) {
        this.root = root;
        List<FieldVector> vectors = root.getFieldVectors();
        fillers = vectors.stream().map(RowObjects::filler).toArray(Filler[]::new);
        names = vectors.stream().map(FieldVector::getName).toArray(String[]::new);
    }

    /** Decodes frames; returns the number of records. */
    long decode(byte[] frames, int batchRows) {
        long records = 0;
        int at = 0;
        startBatch(batchRows);
        while (at < frames.length) {
            int end = at + FRAME_HEADER + (int) (Buffer.bytesToLong(frames, at) & 0xffff_ffff_ffffL);
            at += FRAME_HEADER;
            while (at < end) {
                at = decodeRecord(frames, at);
                records++;
                if (rows == batchRows) {
                    root.setRowCount(rows);
                    startBatch(batchRows);
                }
            }
        }
        root.setRowCount(rows);
        return records;
    }

    private void startBatch(int batchRows) {
        rows = 0;
        for (FieldVector vector : root.getFieldVectors()) {
            vector.setInitialCapacity(batchRows);
            vector.reset();
        }
    }

    private int decodeRecord(byte[] frames, int start) {
        int at = start + MESSAGE;
        for (int i = Buffer.bytesToShort(frames, start + FIELD_COUNT); i > 0; i--) {
            at += Integer.BYTES + Buffer.bytesToInt(frames, at);
        }
        Map<String, Object> bins = new LinkedHashMap<>();
        for (int i = Buffer.bytesToShort(frames, start + OP_COUNT); i > 0; i--) {
            int size = Buffer.bytesToInt(frames, at);
            int particle = frames[at + 5];
            int nameSize = frames[at + 7];
            String name = Buffer.utf8ToString(frames, at + 8, nameSize);
            int valueSize = size - 4 - nameSize;
            bins.put(name, Buffer.bytesToParticle(particle, frames, at + 8 + nameSize, valueSize));
            at += Integer.BYTES + size;
        }
        Record record = new Record(
                bins, Buffer.bytesToInt(frames, start + GENERATION), Buffer.bytesToInt(frames, start + VOID_TIME));
        fill(record);
        return at;
    }

    private void fill(Record record) {
        for (int i = 0; i < fillers.length; i++) {
            Object value = record.getValue(names[i]);
            if (value != null) {
                fillers[i].set(rows, value);
            }
        }
        rows++;
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
        return structFiller((StructVector) vector);
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
        Filler[] fields = children.stream().map(RowObjects::filler).toArray(Filler[]::new);
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
