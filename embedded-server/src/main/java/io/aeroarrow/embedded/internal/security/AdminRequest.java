package io.aeroarrow.embedded.internal.security;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.RequestReader;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A parsed admin message: a command and its fields. */
final class AdminRequest {
    static final int HEADER_SIZE = 16;

    static final int AUTHENTICATE = 0;
    static final int CREATE_USER = 1;
    static final int DROP_USER = 2;
    static final int SET_PASSWORD = 3;
    static final int CHANGE_PASSWORD = 4;
    static final int GRANT_ROLES = 5;
    static final int REVOKE_ROLES = 6;
    static final int QUERY_USERS = 9;
    static final int CREATE_ROLE = 10;
    static final int DROP_ROLE = 11;
    static final int GRANT_PRIVILEGES = 12;
    static final int REVOKE_PRIVILEGES = 13;
    static final int QUERY_ROLES = 16;
    static final int LOGIN = 20;

    static final int USER = 0;
    static final int PASSWORD = 1;
    static final int OLD_PASSWORD = 2;
    static final int CREDENTIAL = 3;
    static final int CLEAR_PASSWORD = 4;
    static final int SESSION_TOKEN = 5;
    static final int SESSION_TTL = 6;
    static final int ROLES = 10;
    static final int ROLE = 11;
    static final int PRIVILEGES = 12;
    static final int READ_QUOTA = 14;
    static final int WRITE_QUOTA = 15;
    static final int WHITELIST = 13;

    private static final int COMMAND_AT = 2;
    private static final int FIELD_COUNT_AT = 3;

    private final int command;
    private final Map<Integer, ByteSlice> fields;

    private AdminRequest(int command, Map<Integer, ByteSlice> fields) {
        this.command = command;
        this.fields = fields;
    }

    static AdminRequest parse(byte[] body) {
        if (body.length < HEADER_SIZE) {
            throw malformed("a header of " + body.length + " bytes");
        }
        ByteSlice bytes = ByteSlice.of(body);
        if (bytes.u8(0) != 0) {
            throw new RequestFailure(ServerResultCode.SECURITY_SCHEME, "scheme " + bytes.u8(0));
        }
        Map<Integer, ByteSlice> fields = new HashMap<>();
        RequestReader in = new RequestReader(bytes.slice(HEADER_SIZE, body.length - HEADER_SIZE));
        try {
            for (int i = 0; i < bytes.u8(FIELD_COUNT_AT); i++) {
                long size = in.u32();
                int id = in.u8();
                fields.putIfAbsent(id, in.bytes(size - 1));
            }
        } catch (RequestFailure | IndexOutOfBoundsException e) {
            throw malformed("a field is cut off");
        }
        return new AdminRequest(bytes.u8(COMMAND_AT), fields);
    }

    int command() {
        return command;
    }

    boolean has(int id) {
        return fields.containsKey(id);
    }

    @Nullable
    ByteSlice find(int id) {
        return fields.get(id);
    }

    String text(int id) {
        ByteSlice value = fields.get(id);
        if (value == null) {
            throw malformed("field " + id + " is missing");
        }
        return value.utf8();
    }

    String user() {
        String name = text(USER);
        if (name.isEmpty()) {
            throw new RequestFailure(ServerResultCode.UNKNOWN_USER, "a user without a name");
        }
        return name;
    }

    /** The role names; empty without the field. */
    Set<String> roles() {
        Set<String> names = new TreeSet<>();
        ByteSlice value = fields.get(ROLES);
        if (value != null) {
            RequestReader in = new RequestReader(value);
            int count = in.u8();
            for (int i = 0; i < count; i++) {
                names.add(in.bytes(in.u8()).utf8());
            }
        }
        return names;
    }

    /** The privileges; empty without the field. */
    List<PrivilegeGrant> grants() {
        List<PrivilegeGrant> grants = new ArrayList<>();
        ByteSlice value = fields.get(PRIVILEGES);
        if (value != null) {
            RequestReader in = new RequestReader(value);
            int count = in.u8();
            for (int i = 0; i < count; i++) {
                grants.add(grant(in));
            }
        }
        return grants;
    }

    private static PrivilegeGrant grant(RequestReader in) {
        int code = in.u8();
        Privilege privilege = Privilege.ofCode(code);
        if (privilege == null) {
            throw new RequestFailure(ServerResultCode.UNKNOWN_PRIVILEGE, "privilege " + code);
        }
        return privilege.isScoped()
                ? new PrivilegeGrant(
                        privilege, in.bytes(in.u8()).utf8(), in.bytes(in.u8()).utf8())
                : PrivilegeGrant.everywhere(privilege);
    }

    private static RequestFailure malformed(String why) {
        return new RequestFailure(ServerResultCode.SECURITY_FIELD, why);
    }
}
