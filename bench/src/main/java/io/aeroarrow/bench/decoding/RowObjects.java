package io.aeroarrow.bench.decoding;

import com.aerospike.client.Record;
import com.aerospike.client.command.Buffer;
import io.aeroarrow.bench.RecordVectors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.arrow.vector.VectorSchemaRoot;

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
    private final RecordVectors vectors;

    RowObjects(VectorSchemaRoot root) {
        this.root = root;
        this.vectors = new RecordVectors(root);
    }

    /** Decodes frames; returns the number of records. */
    long decode(byte[] frames, int batchRows) {
        long records = 0;
        int at = 0;
        vectors.start(batchRows);
        while (at < frames.length) {
            int end = at + FRAME_HEADER + (int) (Buffer.bytesToLong(frames, at) & 0xffff_ffff_ffffL);
            at += FRAME_HEADER;
            while (at < end) {
                at = decodeRecord(frames, at);
                records++;
                if (vectors.rows() == batchRows) {
                    root.setRowCount(batchRows);
                    vectors.start(batchRows);
                }
            }
        }
        root.setRowCount(vectors.rows());
        return records;
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
        vectors.add(record);
        return at;
    }
}
