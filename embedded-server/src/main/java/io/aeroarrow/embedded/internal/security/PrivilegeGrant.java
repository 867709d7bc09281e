package io.aeroarrow.embedded.internal.security;

/** A privilege for everything, a namespace or a set. Empty names stand for all. */
record PrivilegeGrant(Privilege privilege, String namespace, String set) {

    static PrivilegeGrant everywhere(Privilege privilege) {
        return new PrivilegeGrant(privilege, "", "");
    }

    boolean allows(Permission permission, String inNamespace, String inSet) {
        return privilege.allows(permission)
                && (namespace.isEmpty() || namespace.equals(inNamespace))
                && (set.isEmpty() || set.equals(inSet));
    }
}
