package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.FieldType;
import io.aeroarrow.embedded.wire.Fields;
import io.aeroarrow.embedded.wire.MessageReader;
import io.aeroarrow.embedded.wire.Particle;
import io.aeroarrow.embedded.wire.RequestFailure;
import io.aeroarrow.embedded.wire.ResultCode;

/** The range of a secondary-index query. There are no indexes here, but what is wrong with a range is still told first. */
final class IndexRange {
    private IndexRange() {}

    /** Returns if the query does not ask for an index. */
    static void refuse(Fields fields) {
        Bytes payload = fields.find(FieldType.INDEX_RANGE);
        boolean bvals = fields.has(FieldType.BVAL_ARRAY);
        if (payload == null) {
            if (bvals) {
                throw RequestFailure.parameter("values of an index without its range");
            }
            return;
        }
        if (fields.has(FieldType.DIGEST_ARRAY) && !bvals) {
            throw RequestFailure.parameter("digests without the values of the index");
        }
        check(new MessageReader(payload), fields);
        throw new RequestFailure(ResultCode.INDEX_NOT_FOUND, "no such index");
    }

    private static void check(MessageReader in, Fields fields) {
        int ranges = in.u8();
        boolean named = !in.bytes(in.u8()).isEmpty();
        int particle = in.u8();
        Bytes begin = in.bytes(in.u32());
        Bytes end = in.bytes(in.u32());
        boolean known = switch (particle) {
            case Particle.STRING, Particle.BLOB, Particle.GEOJSON -> true;
            case Particle.INTEGER ->
                begin.length() == Long.BYTES && end.length() == Long.BYTES && begin.i64(0) <= end.i64(0);
            default -> false;
        };
        boolean namedElsewhere = fields.has(FieldType.INDEX_NAME) || fields.has(FieldType.INDEX_EXPRESSION);
        if (ranges != 1 || !known || named == namedElsewhere) {
            throw RequestFailure.parameter("a bad index range");
        }
    }
}
