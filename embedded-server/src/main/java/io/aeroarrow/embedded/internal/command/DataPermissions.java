package io.aeroarrow.embedded.internal.command;

import io.aeroarrow.embedded.internal.record.SingleRecordRequest;
import io.aeroarrow.embedded.internal.security.AccessControl;
import io.aeroarrow.embedded.internal.security.Permission;
import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import io.aeroarrow.embedded.internal.wire.RequestMessage;

/** Checks the permissions of data requests. A request that reads and writes needs both permissions. */
final class DataPermissions {
    private DataPermissions() {}

    static void require(SingleRecordRequest request, AccessControl access) {
        require(request.message(), request.namespace(), request.setName(), access);
    }

    static void require(RequestMessage message, Namespace namespace, ByteSlice set, AccessControl access) {
        if (access.isUnrestricted()) {
            return;
        }
        boolean udf = message.fields().has(MessageFieldType.UDF_FUNCTION);
        boolean write = message.info2(InfoBits.INFO2_WRITE);
        if (udf) {
            access.require(Permission.RUN_UDFS, namespace.name(), set.utf8());
        }
        if (write) {
            access.require(Permission.WRITE, namespace.name(), set.utf8());
        }
        boolean read = message.info1(InfoBits.INFO1_READ) || (!write && !udf);
        if (read) {
            access.require(Permission.READ, namespace.name(), set.utf8());
        }
    }
}
