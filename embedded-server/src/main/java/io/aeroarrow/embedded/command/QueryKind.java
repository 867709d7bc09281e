package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.store.Namespace;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.FieldType;
import io.aeroarrow.embedded.wire.Fields;
import io.aeroarrow.embedded.wire.Message;
import io.aeroarrow.embedded.wire.MessageBits;
import io.aeroarrow.embedded.wire.RequestFailure;
import io.aeroarrow.embedded.wire.ResultCode;

/** The kinds of queries. */
enum QueryKind {
    BASIC,
    BACKGROUND_OPS,
    AGGREGATION;

    private static final int MAX_SET_NAME = 63;
    private static final int UDF_AGGREGATION = 1;
    private static final int UDF_BACKGROUND = 2;

    /** Tells the kind; background UDFs are refused at once. */
    static QueryKind of(Namespace namespace, Message message) {
        Fields fields = message.fields();
        boolean udf = fields.has(FieldType.UDF_PACKAGE) || fields.has(FieldType.UDF_FUNCTION);
        if (udf) {
            requireKnownSet(namespace, fields, udfOp(fields));
            if (udfOp(fields) == UDF_AGGREGATION) {
                return AGGREGATION;
            }
            throw new RequestFailure(ResultCode.UNSUPPORTED_FEATURE, "background UDFs");
        }
        return message.info2(MessageBits.INFO2_WRITE) ? BACKGROUND_OPS : BASIC;
    }

    static Bytes setName(Fields fields) {
        Bytes set = fields.find(FieldType.SET);
        if (set != null && set.length() > MAX_SET_NAME) {
            throw RequestFailure.parameter("set name of " + set.length() + " bytes");
        }
        return set == null ? Bytes.EMPTY : set;
    }

    private static int udfOp(Fields fields) {
        Bytes op = fields.find(FieldType.UDF_OP);
        return op == null || op.isEmpty() ? 0 : op.u8(0);
    }

    private static void requireKnownSet(Namespace namespace, Fields fields, int udfOp) {
        if (udfOp != UDF_AGGREGATION && udfOp != UDF_BACKGROUND) {
            throw RequestFailure.parameter("UDF op " + udfOp);
        }
        if (namespace.findSet(setName(fields)) == null) {
            throw new RequestFailure(ResultCode.NOT_FOUND, "unknown set");
        }
    }
}
