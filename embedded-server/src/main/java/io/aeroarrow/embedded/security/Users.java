package io.aeroarrow.embedded.security;

import io.aeroarrow.embedded.wire.RequestFailure;
import io.aeroarrow.embedded.wire.ResultCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All users and roles. */
final class Users {
    private final Map<String, User> users = new TreeMap<>();
    private final Map<String, List<Grant>> roles = new TreeMap<>();

    Users(Map<String, User> first) {
        for (Privilege privilege : Privilege.values()) {
            roles.put(privilege.roleName(), List.of(Grant.everywhere(privilege)));
        }
        first.values().forEach(this::create);
    }

    synchronized @Nullable User find(String name) {
        return users.get(name);
    }

    synchronized User get(String name) {
        User user = users.get(name);
        if (user == null) {
            throw new RequestFailure(ResultCode.UNKNOWN_USER, "no user " + name);
        }
        return user;
    }

    synchronized List<User> all() {
        return List.copyOf(users.values());
    }

    synchronized void create(User user) {
        if (users.containsKey(user.name())) {
            throw new RequestFailure(ResultCode.USER_EXISTS, "user " + user.name() + " exists");
        }
        requireRoles(user.roles());
        users.put(user.name(), user);
    }

    synchronized void drop(String name) {
        get(name);
        users.remove(name);
    }

    synchronized void change(String name, UnaryOperator<User> change) {
        users.put(name, change.apply(get(name)));
    }

    synchronized void requireRoles(Collection<String> names) {
        for (String name : names) {
            role(name);
        }
    }

    synchronized List<Grant> role(String name) {
        List<Grant> grants = roles.get(name);
        if (grants == null) {
            throw new RequestFailure(ResultCode.UNKNOWN_ROLE, "no role " + name);
        }
        return grants;
    }

    synchronized Map<String, List<Grant>> roles() {
        return new TreeMap<>(roles);
    }

    synchronized void createRole(String name, List<Grant> grants) {
        if (roles.containsKey(name)) {
            throw new RequestFailure(ResultCode.ROLE_EXISTS, "role " + name + " exists");
        }
        roles.put(name, List.copyOf(grants));
    }

    synchronized void dropRole(String name) {
        requireOwn(name);
        roles.remove(name);
        users.replaceAll((user, known) -> known.withoutRoles(Set.of(name)));
    }

    synchronized void grant(String name, List<Grant> added) {
        requireOwn(name);
        List<Grant> all = new ArrayList<>(role(name));
        added.stream().filter(grant -> !all.contains(grant)).forEach(all::add);
        roles.put(name, List.copyOf(all));
    }

    synchronized void revoke(String name, List<Grant> removed) {
        requireOwn(name);
        List<Grant> left = new ArrayList<>(role(name));
        left.removeAll(removed);
        roles.put(name, List.copyOf(left));
    }

    /** Built-in roles are what they are. */
    private void requireOwn(String name) {
        role(name);
        for (Privilege privilege : Privilege.values()) {
            if (privilege.roleName().equals(name)) {
                throw new RequestFailure(ResultCode.UNKNOWN_ROLE, "role " + name + " is built in");
            }
        }
    }

    synchronized boolean allows(User user, Permission permission, String namespace, String set) {
        return user.roles().stream()
                .flatMap(role -> roles.getOrDefault(role, List.of()).stream())
                .anyMatch(grant -> grant.allows(permission, namespace, set));
    }
}
