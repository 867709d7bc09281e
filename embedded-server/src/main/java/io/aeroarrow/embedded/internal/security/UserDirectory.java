package io.aeroarrow.embedded.internal.security;

import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All users and roles. Thread-safe. */
public final class UserDirectory {
    private final Map<String, UserAccount> users = new TreeMap<>();
    private final Map<String, List<PrivilegeGrant>> roles = new TreeMap<>();

    public UserDirectory(Map<String, UserAccount> first) {
        for (Privilege privilege : Privilege.values()) {
            roles.put(privilege.roleName(), List.of(PrivilegeGrant.everywhere(privilege)));
        }
        first.values().forEach(this::create);
    }

    synchronized @Nullable UserAccount find(String name) {
        return users.get(name);
    }

    synchronized UserAccount get(String name) {
        UserAccount user = users.get(name);
        if (user == null) {
            throw new RequestFailure(ServerResultCode.UNKNOWN_USER, "no user " + name);
        }
        return user;
    }

    synchronized List<UserAccount> all() {
        return List.copyOf(users.values());
    }

    synchronized void create(UserAccount user) {
        if (users.containsKey(user.name())) {
            throw new RequestFailure(ServerResultCode.USER_EXISTS, "user " + user.name() + " exists");
        }
        requireRoles(user.roles());
        users.put(user.name(), user);
    }

    synchronized void drop(String name) {
        get(name);
        users.remove(name);
    }

    synchronized void change(String name, UnaryOperator<UserAccount> change) {
        users.put(name, change.apply(get(name)));
    }

    synchronized void requireRoles(Collection<String> names) {
        for (String name : names) {
            role(name);
        }
    }

    synchronized List<PrivilegeGrant> role(String name) {
        List<PrivilegeGrant> grants = roles.get(name);
        if (grants == null) {
            throw new RequestFailure(ServerResultCode.UNKNOWN_ROLE, "no role " + name);
        }
        return grants;
    }

    synchronized Map<String, List<PrivilegeGrant>> roles() {
        return new TreeMap<>(roles);
    }

    synchronized void createRole(String name, List<PrivilegeGrant> grants) {
        if (roles.containsKey(name)) {
            throw new RequestFailure(ServerResultCode.ROLE_EXISTS, "role " + name + " exists");
        }
        roles.put(name, List.copyOf(grants));
    }

    synchronized void dropRole(String name) {
        requireOwn(name);
        roles.remove(name);
        users.replaceAll((user, known) -> known.withoutRoles(Set.of(name)));
    }

    synchronized void grant(String name, List<PrivilegeGrant> added) {
        requireOwn(name);
        List<PrivilegeGrant> all = new ArrayList<>(role(name));
        added.stream().filter(grant -> !all.contains(grant)).forEach(all::add);
        roles.put(name, List.copyOf(all));
    }

    synchronized void revoke(String name, List<PrivilegeGrant> removed) {
        requireOwn(name);
        List<PrivilegeGrant> left = new ArrayList<>(role(name));
        left.removeAll(removed);
        roles.put(name, List.copyOf(left));
    }

    /** Refuses changes of built-in roles. */
    private void requireOwn(String name) {
        role(name);
        for (Privilege privilege : Privilege.values()) {
            if (privilege.roleName().equals(name)) {
                throw new RequestFailure(ServerResultCode.UNKNOWN_ROLE, "role " + name + " is built in");
            }
        }
    }

    synchronized boolean allows(UserAccount user, Permission permission, String namespace, String set) {
        return user.roles().stream()
                .flatMap(role -> roles.getOrDefault(role, List.of()).stream())
                .anyMatch(grant -> grant.allows(permission, namespace, set));
    }
}
