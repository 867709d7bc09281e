package io.aeroarrow.bench.decoding;

import com.aerospike.client.Record;
import com.aerospike.client.command.Buffer;
import io.aeroarrow.bench.measure.RecordLayout;
import io.aeroarrow.bench.measure.RecordVectorWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Decodes frames to the official client's records, as its scans do, and writes the records to vectors. */
final class RowObjectDecoder {

    private final VectorSchemaRoot root;
    private final RecordVectorWriter vectors;

    RowObjectDecoder(VectorSchemaRoot root) {
        this.root = root;
        this.vectors = new RecordVectorWriter(root);
    }

    /** Decodes frames and returns the number of records. */
    long decode(byte[] frames, int batchRows) {
        long records = 0;
        int at = 0;
        vectors.start(batchRows);
        while (at < frames.length) {
            int end = at
                    + RecordLayout.FRAME_HEADER
                    + (int) (Buffer.bytesToLong(frames, at) & RecordLayout.LENGTH_MASK);
            at += RecordLayout.FRAME_HEADER;
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
        int at = start + RecordLayout.MESSAGE_HEADER;
        for (int i = Buffer.bytesToShort(frames, start + RecordLayout.FIELD_COUNT); i > 0; i--) {
            at += Integer.BYTES + Buffer.bytesToInt(frames, at);
        }
        Map<String, Object> bins = new LinkedHashMap<>();
        for (int i = Buffer.bytesToShort(frames, start + RecordLayout.OP_COUNT); i > 0; i--) {
            int size = Buffer.bytesToInt(frames, at);
            int particle = frames[at + 5];
            int nameSize = frames[at + 7];
            String name = Buffer.utf8ToString(frames, at + 8, nameSize);
            int valueSize = size - 4 - nameSize;
            bins.put(name, Buffer.bytesToParticle(particle, frames, at + 8 + nameSize, valueSize));
            at += Integer.BYTES + size;
        }
        Record record = new Record(
                bins,
                Buffer.bytesToInt(frames, start + RecordLayout.GENERATION),
                Buffer.bytesToInt(frames, start + RecordLayout.VOID_TIME));
        vectors.add(record);
        return at;
    }
}
