package io.aeroarrow.embedded.internal.security;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The privileges of roles. Each privilege has a built-in role with its name. */
public enum Privilege {
    USER_ADMIN(0, Permission.MANAGE_USERS),
    SYS_ADMIN(1, Permission.CONFIGURE, Permission.ABORT_QUERIES),
    DATA_ADMIN(2, Permission.MANAGE_INDEXES, Permission.MANAGE_UDFS, Permission.ABORT_QUERIES, Permission.TRUNCATE),
    UDF_ADMIN(3, Permission.MANAGE_UDFS),
    SINDEX_ADMIN(4, Permission.MANAGE_INDEXES),
    READ(10, Permission.READ),
    READ_WRITE(11, Permission.READ, Permission.WRITE),
    READ_WRITE_UDF(12, Permission.READ, Permission.WRITE, Permission.RUN_UDFS),
    WRITE(13, Permission.WRITE),
    TRUNCATE(14, Permission.TRUNCATE);

    private static final int FIRST_SCOPED = 10;
    private static final Map<Integer, Privilege> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Privilege::code, Function.identity()));

    private final int code;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final Set<Permission> permissions;

    Privilege(int code, Permission first, Permission... more) {
        this.code = code;
        this.permissions = EnumSet.of(first, more);
    }

    int code() {
        return code;
    }

    /** Whether the privilege can be limited to a namespace or set. */
    boolean isScoped() {
        return code >= FIRST_SCOPED;
    }

    boolean allows(Permission permission) {
        return permissions.contains(permission);
    }

    public String roleName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable Privilege ofCode(int code) {
        return BY_CODE.get(code);
    }
}
