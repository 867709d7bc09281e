package io.aeroarrow.embedded.internal.batch;

import io.aeroarrow.embedded.internal.record.LazyFilter;
import io.aeroarrow.embedded.internal.record.SingleRecordRequest;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.Namespaces;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import io.aeroarrow.embedded.internal.wire.MessageFields;
import io.aeroarrow.embedded.internal.wire.MessageOp;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.RequestMessage;
import io.aeroarrow.embedded.internal.wire.RequestReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed batch: the flags for failed rows, and the rows. */
public record BatchCommand(int flags, List<Row> rows) {
    static final int REPORT_ALL_ERRORS = 0x04;
    static final int REPORT_ERROR_ROW = 0x08;

    private static final int MIN_ROW_SIZE = 25; // index, digest and type
    private static final int REPEAT = 0x01;
    private static final int HAS_INFO23 = 0x02;
    private static final int HAS_GENERATION = 0x04;
    private static final int HAS_TTL = 0x08;
    private static final int HAS_INFO4 = 0x10;
    private static final int STRIPPED_INFO1 =
            InfoBits.INFO1_COMPRESS_RESPONSE | InfoBits.INFO1_XDR | InfoBits.INFO1_BATCH;
    private static final int SC_READ = InfoBits.INFO3_SC_READ_TYPE | InfoBits.INFO3_SC_READ_RELAX;

    public record Row(int index, Digest digest, SingleRecordRequest request) {}

    public static BatchCommand parse(RequestMessage parent, Namespaces namespaces) {
        ByteSlice payload = parent.fields().find(MessageFieldType.BATCH);
        if (payload == null) {
            payload = parent.fields().find(MessageFieldType.BATCH_WITH_SET);
        }
        if (payload == null) {
            throw RequestFailure.parameter("the batch field is missing");
        }
        return new Parser(parent, namespaces, payload).parse();
    }

    /** Reads the rows. A repeating row takes everything except its index and digest from the last full row. */
    private static final class Parser {
        private final RequestMessage parent;
        private final Namespaces namespaces;
        private final RequestReader in;
        private final @Nullable LazyFilter parentFilter;
        private @Nullable SingleRecordRequest previous;

        Parser(RequestMessage parent, Namespaces namespaces, ByteSlice payload) {
            this.parent = parent;
            this.namespaces = namespaces;
            this.in = new RequestReader(payload);
            this.parentFilter = LazyFilter.ofBatch(parent);
        }

        BatchCommand parse() {
            long count = in.u32();
            int flags = in.u8();
            if (count == 0 || count > in.remaining() / MIN_ROW_SIZE) {
                throw RequestFailure.parameter("a batch of " + count + " rows");
            }
            List<Row> rows = new ArrayList<>((int) count);
            for (int i = 0; i < count; i++) {
                rows.add(row());
            }
            // A real server ignores bytes after the last row.
            return new BatchCommand(flags, rows);
        }

        private Row row() {
            int index = (int) in.u32();
            Digest digest = Digest.of(in.bytes(Digest.SIZE));
            int type = in.u8();
            if ((type & REPEAT) == 0) {
                previous = fullRow(type);
            }
            SingleRecordRequest request = previous;
            boolean repeatable = request != null
                    && ((type & REPEAT) == 0 || !request.message().fields().has(MessageFieldType.KEY));
            if (request == null || !repeatable) {
                throw RequestFailure.parameter("there is no row to repeat");
            }
            return new Row(index, digest, request);
        }

        private SingleRecordRequest fullRow(int type) {
            int info1 = in.u8() & ~STRIPPED_INFO1;
            boolean newStyle = (type & HAS_INFO23) != 0;
            int info2 = newStyle ? in.u8() : 0;
            int info3 = newStyle ? in.u8() : parent.info3() & SC_READ;
            int info4 = (type & HAS_INFO4) != 0 ? in.u8() : 0;
            int generation = (type & HAS_GENERATION) != 0 ? in.u16() : 0;
            long ttl = (type & HAS_TTL) != 0 ? in.u32() : 0;
            int fieldCount = in.u16();
            int opCount = in.u16();
            MessageFields fields = in.readFields(Math.max(fieldCount, 1));
            List<MessageOp> ops = in.readOps(opCount);
            RequestMessage message = new RequestMessage(
                    info1,
                    info2,
                    info3,
                    info4,
                    generation,
                    ttl,
                    parent.transactionTtl(),
                    fields,
                    ops,
                    parent.version());
            return SingleRecordRequest.inBatch(namespace(fields), message, parentFilter);
        }

        private Namespace namespace(MessageFields fields) {
            Namespace namespace = namespaces.find(fields.find(MessageFieldType.NAMESPACE));
            if (namespace == null || fields.typeAt(0) != MessageFieldType.NAMESPACE) {
                throw RequestFailure.parameter("the row's namespace is missing or unknown");
            }
            return namespace;
        }
    }
}
