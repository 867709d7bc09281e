package io.aeroarrow.embedded.internal.query;

import io.aeroarrow.embedded.internal.index.IndexSearch.Entry;
import io.aeroarrow.embedded.internal.index.IndexSearch.Found;
import io.aeroarrow.embedded.internal.record.QueryReads;
import io.aeroarrow.embedded.internal.store.BinCursor;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.FrameWriter;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a query. */
final class QueryRowWriter {
    private final byte[] namespace;
    private final List<ByteSlice> bins;
    private final @Nullable QueryReads reads;
    private final boolean noBinData;
    private final boolean indexed;

    QueryRowWriter(QueryPlan plan) {
        this.namespace = plan.namespace().encodedName();
        this.bins = plan.bins();
        this.reads = plan.reads();
        this.noBinData = plan.noBinData();
        this.indexed = plan.search() != null;
    }

    /**
     * Writes the record's row; nothing if the record has none of the selected bins.
     *
     * @throws RequestFailure if an op fails; then nothing is written
     */
    void write(ByteBuf out, Found found) {
        StoredRecord stored = found.stored();
        int start = out.writerIndex();
        int info1 = noBinData ? InfoBits.INFO1_NO_BIN_DATA : 0;
        FrameWriter.messageHeader(out, info1, 0, 0, stored.generation(), stored.voidTime(), 0);
        int fields = writeFields(out, found.entry(), stored);
        int ops = noBinData ? 0 : writeOps(out, start, found.entry().digest(), stored);
        if (ops == 0 && !noBinData) {
            out.writerIndex(start);
            return;
        }
        FrameWriter.counts(out, start, fields, ops);
    }

    private int writeFields(ByteBuf out, Entry entry, StoredRecord stored) {
        int fields = 2;
        FrameWriter.field(out, MessageFieldType.NAMESPACE, namespace);
        out.writeInt(1 + Digest.SIZE);
        out.writeByte(MessageFieldType.DIGEST);
        entry.digest().writeTo(out);
        if (!stored.set().isUnnamed()) {
            FrameWriter.field(out, MessageFieldType.SET, stored.set().name());
            fields++;
        }
        ByteSlice key = stored.userKey();
        if (key != null) {
            FrameWriter.field(out, MessageFieldType.KEY, key);
            fields++;
        }
        if (indexed) {
            out.writeInt(1 + Long.BYTES);
            out.writeByte(MessageFieldType.BVAL_ARRAY);
            out.writeLongLE(entry.key());
            fields++;
        }
        return fields;
    }

    private int writeOps(ByteBuf out, int start, Digest digest, StoredRecord stored) {
        if (reads != null) {
            try {
                return reads.writeTo(out, digest, stored);
            } catch (RequestFailure e) {
                out.writerIndex(start);
                throw e;
            }
        }
        if (bins.isEmpty()) {
            stored.writeBins(out);
            return stored.binCount();
        }
        int ops = 0;
        BinCursor cursor = stored.bins();
        for (ByteSlice name : bins) {
            if (cursor.seek(name)) {
                cursor.writeTo(out);
                ops++;
            }
        }
        return ops;
    }
}
