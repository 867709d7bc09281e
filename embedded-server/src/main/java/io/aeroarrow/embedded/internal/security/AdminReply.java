package io.aeroarrow.embedded.internal.security;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** Writes the records of an admin answer: each has a header with a result code, and fields. */
final class AdminReply {
    private static final int RESULT_AT = 1;
    private static final int FIELD_COUNT_AT = 3;

    private final ByteBuf out;
    private int start;

    AdminReply(ByteBuf out) {
        this.out = out;
    }

    AdminReply record(int resultCode) {
        start = out.writerIndex();
        out.writeZero(AdminRequest.HEADER_SIZE);
        out.setByte(start + RESULT_AT, resultCode);
        return this;
    }

    AdminReply field(int id, byte[] payload) {
        out.writeInt(1 + payload.length).writeByte(id).writeBytes(payload);
        out.setByte(start + FIELD_COUNT_AT, out.getByte(start + FIELD_COUNT_AT) + 1);
        return this;
    }

    AdminReply number(int id, int value) {
        return field(id, new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value});
    }

    AdminReply text(int id, String text) {
        return field(id, text.getBytes(StandardCharsets.UTF_8));
    }

    AdminReply roles(Collection<String> roles) {
        ByteBuf payload = out.alloc().heapBuffer();
        try {
            payload.writeByte(roles.size());
            roles.stream().sorted().forEach(role -> name(payload, role));
            return field(AdminRequest.ROLES, bytes(payload));
        } finally {
            payload.release();
        }
    }

    AdminReply grants(List<PrivilegeGrant> grants) {
        ByteBuf payload = out.alloc().heapBuffer();
        try {
            payload.writeByte(grants.size());
            for (PrivilegeGrant grant : grants) {
                payload.writeByte(grant.privilege().code());
                if (grant.privilege().isScoped()) {
                    name(payload, grant.namespace());
                    name(payload, grant.set());
                }
            }
            return field(AdminRequest.PRIVILEGES, bytes(payload));
        } finally {
            payload.release();
        }
    }

    private static void name(ByteBuf payload, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        payload.writeByte(bytes.length).writeBytes(bytes);
    }

    private static byte[] bytes(ByteBuf payload) {
        byte[] bytes = new byte[payload.readableBytes()];
        payload.readBytes(bytes);
        return bytes;
    }
}
