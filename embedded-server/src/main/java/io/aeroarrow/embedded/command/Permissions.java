package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.security.Access;
import io.aeroarrow.embedded.security.Permission;
import io.aeroarrow.embedded.store.Namespace;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.FieldType;
import io.aeroarrow.embedded.wire.Message;
import io.aeroarrow.embedded.wire.MessageBits;

/** What data requests need their user to be allowed: what reads and writes needs both. */
final class Permissions {
    private Permissions() {}

    static void require(RecordRequest request, Access access) {
        require(request.message(), request.namespace(), request.setName(), access);
    }

    static void require(Message message, Namespace namespace, Bytes set, Access access) {
        boolean udf = message.fields().has(FieldType.UDF_FUNCTION);
        boolean write = message.info2(MessageBits.INFO2_WRITE);
        if (udf) {
            access.require(Permission.RUN_UDFS, namespace.name(), set.utf8());
        }
        if (write) {
            access.require(Permission.WRITE, namespace.name(), set.utf8());
        }
        boolean read = message.info1(MessageBits.INFO1_READ) || (!write && !udf);
        if (read) {
            access.require(Permission.READ, namespace.name(), set.utf8());
        }
    }
}
