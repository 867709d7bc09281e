package io.aeroarrow.embedded.internal.query;

import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import io.aeroarrow.embedded.internal.wire.MessageFields;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.RequestMessage;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;

/** The kinds of queries. */
public enum QueryKind {
    BASIC,
    BACKGROUND_OPS,
    BACKGROUND_UDF,
    AGGREGATION;

    private static final int MAX_SET_NAME = 63;
    private static final int UDF_AGGREGATION = 1;
    private static final int UDF_BACKGROUND = 2;

    /** Determines the kind of a request. */
    public static QueryKind of(Namespace namespace, RequestMessage message) {
        MessageFields fields = message.fields();
        boolean udf = fields.has(MessageFieldType.UDF_PACKAGE) || fields.has(MessageFieldType.UDF_FUNCTION);
        if (udf) {
            requireKnownSet(namespace, fields, udfOp(fields));
            return udfOp(fields) == UDF_AGGREGATION ? AGGREGATION : BACKGROUND_UDF;
        }
        return message.info2(InfoBits.INFO2_WRITE) ? BACKGROUND_OPS : BASIC;
    }

    public static ByteSlice setName(MessageFields fields) {
        ByteSlice set = fields.find(MessageFieldType.SET);
        if (set != null && set.length() > MAX_SET_NAME) {
            throw RequestFailure.parameter("set name of " + set.length() + " bytes");
        }
        return set == null ? ByteSlice.EMPTY : set;
    }

    private static int udfOp(MessageFields fields) {
        ByteSlice op = fields.find(MessageFieldType.UDF_OP);
        return op == null || op.isEmpty() ? 0 : op.u8(0);
    }

    private static void requireKnownSet(Namespace namespace, MessageFields fields, int udfOp) {
        if (udfOp != UDF_AGGREGATION && udfOp != UDF_BACKGROUND) {
            throw RequestFailure.parameter("UDF op " + udfOp);
        }
        if (namespace.findSet(setName(fields)) == null) {
            throw new RequestFailure(ServerResultCode.NOT_FOUND, "unknown set");
        }
    }
}
