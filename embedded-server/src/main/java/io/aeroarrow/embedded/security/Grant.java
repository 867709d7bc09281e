package io.aeroarrow.embedded.security;

/** A privilege, everywhere or within a namespace or set; empty names stand for all. */
record Grant(Privilege privilege, String namespace, String set) {

    static Grant everywhere(Privilege privilege) {
        return new Grant(privilege, "", "");
    }

    boolean allows(Permission permission, String inNamespace, String inSet) {
        return privilege.allows(permission)
                && (namespace.isEmpty() || namespace.equals(inNamespace))
                && (set.isEmpty() || set.equals(inSet));
    }
}
