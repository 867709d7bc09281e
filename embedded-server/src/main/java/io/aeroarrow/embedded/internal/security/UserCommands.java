package io.aeroarrow.embedded.internal.security;

import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import java.util.List;
import java.util.Map;

/** The admin commands on users and roles, for a logged-in user. */
final class UserCommands {
    private static final String NO_RESTRICTION = "";

    private final UserDirectory users;
    private final AccessControl access;
    private final String self;

    UserCommands(UserDirectory users, AccessControl access, String self) {
        this.users = users;
        this.access = access;
        this.self = self;
    }

    void execute(AdminRequest request, AdminReply reply) {
        switch (request.command()) {
            case AdminRequest.QUERY_USERS -> queryUsers(request, reply);
            case AdminRequest.QUERY_ROLES -> queryRoles(request, reply);
            case AdminRequest.CHANGE_PASSWORD -> {
                changeOwnPassword(request);
                reply.record(ServerResultCode.OK);
            }
            default -> {
                access.require(Permission.MANAGE_USERS, NO_RESTRICTION, NO_RESTRICTION);
                change(request);
                reply.record(ServerResultCode.OK);
            }
        }
    }

    private void change(AdminRequest request) {
        switch (request.command()) {
            case AdminRequest.CREATE_USER ->
                users.create(new UserAccount(
                        request.user(),
                        UserAccount.Kind.INTERNAL,
                        request.text(AdminRequest.PASSWORD),
                        request.roles()));
            case AdminRequest.DROP_USER -> users.drop(request.user());
            case AdminRequest.SET_PASSWORD -> {
                String password = request.text(AdminRequest.PASSWORD);
                users.change(request.user(), user -> user.withSecret(password));
            }
            case AdminRequest.GRANT_ROLES -> {
                users.requireRoles(request.roles());
                users.change(request.user(), user -> user.withRoles(request.roles()));
            }
            case AdminRequest.REVOKE_ROLES -> {
                users.requireRoles(request.roles());
                users.change(request.user(), user -> user.withoutRoles(request.roles()));
            }
            default -> changeRole(request);
        }
    }

    private void changeRole(AdminRequest request) {
        switch (request.command()) {
            case AdminRequest.CREATE_ROLE -> {
                if (request.has(AdminRequest.READ_QUOTA) || request.has(AdminRequest.WRITE_QUOTA)) {
                    throw new RequestFailure(ServerResultCode.QUOTAS_NOT_ENABLED, "quotas");
                }
                if (request.has(AdminRequest.WHITELIST)) {
                    throw new RequestFailure(ServerResultCode.SECURITY_FIELD, "whitelists are not supported");
                }
                users.createRole(request.text(AdminRequest.ROLE), request.grants());
            }
            case AdminRequest.DROP_ROLE -> users.dropRole(request.text(AdminRequest.ROLE));
            case AdminRequest.GRANT_PRIVILEGES -> users.grant(request.text(AdminRequest.ROLE), request.grants());
            case AdminRequest.REVOKE_PRIVILEGES -> users.revoke(request.text(AdminRequest.ROLE), request.grants());
            default -> throw new RequestFailure(ServerResultCode.SECURITY_COMMAND, "command " + request.command());
        }
    }

    private void changeOwnPassword(AdminRequest request) {
        UserAccount user = users.get(request.user());
        if (!user.name().equals(self)) {
            access.require(Permission.MANAGE_USERS, NO_RESTRICTION, NO_RESTRICTION);
        }
        if (!user.secret().equals(request.text(AdminRequest.OLD_PASSWORD))) {
            throw new RequestFailure(ServerResultCode.WRONG_PASSWORD, "wrong old password");
        }
        String password = request.text(AdminRequest.PASSWORD);
        users.change(user.name(), known -> known.withSecret(password));
    }

    private void queryUsers(AdminRequest request, AdminReply reply) {
        boolean one = request.has(AdminRequest.USER);
        if (!one || !request.user().equals(self)) {
            access.require(Permission.MANAGE_USERS, NO_RESTRICTION, NO_RESTRICTION);
        }
        for (UserAccount user : one ? List.of(users.get(request.user())) : users.all()) {
            reply.record(ServerResultCode.OK)
                    .text(AdminRequest.USER, user.name())
                    .roles(user.roles());
        }
        reply.record(ServerResultCode.SECURITY_OK_LAST);
    }

    private void queryRoles(AdminRequest request, AdminReply reply) {
        access.require(Permission.MANAGE_USERS, NO_RESTRICTION, NO_RESTRICTION);
        Map<String, List<PrivilegeGrant>> asked = users.roles();
        if (request.has(AdminRequest.ROLE)) {
            String role = request.text(AdminRequest.ROLE);
            asked = Map.of(role, users.role(role));
        }
        asked.forEach((role, grants) ->
                reply.record(ServerResultCode.OK).text(AdminRequest.ROLE, role).grants(grants));
        reply.record(ServerResultCode.SECURITY_OK_LAST);
    }
}
