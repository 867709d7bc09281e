package io.aeroarrow.embedded.internal.info;

import io.aeroarrow.embedded.internal.security.AccessControl;
import io.aeroarrow.embedded.internal.security.Permission;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The permissions that info commands need in addition to a login. */
final class InfoPermissions {
    private static final Map<String, Permission> NEEDED = Map.ofEntries(
            Map.entry("truncate", Permission.TRUNCATE),
            Map.entry("truncate-namespace", Permission.TRUNCATE),
            Map.entry("sindex-create", Permission.MANAGE_INDEXES),
            Map.entry("sindex-delete", Permission.MANAGE_INDEXES),
            Map.entry("udf-put", Permission.MANAGE_UDFS),
            Map.entry("udf-remove", Permission.MANAGE_UDFS),
            Map.entry("query-abort", Permission.ABORT_QUERIES),
            Map.entry("query-abort-all", Permission.ABORT_QUERIES),
            Map.entry("set-config", Permission.CONFIGURE),
            Map.entry("roster-set", Permission.CONFIGURE),
            Map.entry("quiesce", Permission.CONFIGURE),
            Map.entry("revive", Permission.CONFIGURE));

    private InfoPermissions() {}

    /** Returns the error value if the user lacks the permission; null if the command is allowed. */
    static @Nullable String refusal(InfoRequest request, AccessControl access) {
        Permission needed = NEEDED.get(request.name());
        if (needed == null) {
            return null;
        }
        String namespace = request.parameter("namespace", "ns");
        String set = request.parameter("set");
        boolean allowed = access.allows(needed, namespace == null ? "" : namespace, set == null ? "" : set);
        return allowed ? null : InfoError.of(81, "role violation");
    }
}
