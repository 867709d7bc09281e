package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.index.IndexSearch.Entry;
import io.aeroarrow.embedded.index.IndexSearch.Found;
import io.aeroarrow.embedded.store.BinCursor;
import io.aeroarrow.embedded.store.Digest;
import io.aeroarrow.embedded.store.StoredRecord;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.FieldType;
import io.aeroarrow.embedded.wire.Frames;
import io.aeroarrow.embedded.wire.MessageBits;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** Writes the rows of one query. */
final class QueryRows {
    private final byte[] namespace;
    private final List<Bytes> bins;
    private final boolean noBinData;
    private final boolean indexed;

    QueryRows(QueryPlan plan) {
        this.namespace = plan.namespace().encodedName();
        this.bins = plan.bins();
        this.noBinData = plan.noBinData();
        this.indexed = plan.search() != null;
    }

    /** Writes the record's row, or nothing if it has none of the selected bins. */
    void write(ByteBuf out, Found found) {
        StoredRecord stored = found.stored();
        int start = out.writerIndex();
        int info1 = noBinData ? MessageBits.INFO1_NO_BIN_DATA : 0;
        Frames.messageHeader(out, info1, 0, 0, stored.generation(), stored.voidTime(), 0);
        int fields = writeFields(out, found.entry(), stored);
        int ops = noBinData ? 0 : writeOps(out, stored);
        if (ops == 0 && !noBinData) {
            out.writerIndex(start);
            return;
        }
        Frames.counts(out, start, fields, ops);
    }

    private int writeFields(ByteBuf out, Entry entry, StoredRecord stored) {
        int fields = 2;
        Frames.field(out, FieldType.NAMESPACE, namespace);
        out.writeInt(1 + Digest.SIZE);
        out.writeByte(FieldType.DIGEST);
        entry.digest().writeTo(out);
        if (!stored.set().isUnnamed()) {
            Frames.field(out, FieldType.SET, stored.set().name());
            fields++;
        }
        Bytes key = stored.userKey();
        if (key != null) {
            Frames.field(out, FieldType.KEY, key);
            fields++;
        }
        if (indexed) {
            out.writeInt(1 + Long.BYTES);
            out.writeByte(FieldType.BVAL_ARRAY);
            out.writeLongLE(entry.key());
            fields++;
        }
        return fields;
    }

    private int writeOps(ByteBuf out, StoredRecord stored) {
        if (bins.isEmpty()) {
            stored.writeBins(out);
            return stored.binCount();
        }
        int ops = 0;
        BinCursor cursor = stored.bins();
        for (Bytes name : bins) {
            if (cursor.seek(name)) {
                cursor.writeTo(out);
                ops++;
            }
        }
        return ops;
    }
}
