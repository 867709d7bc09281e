package io.aeroarrow.flight.internal.auth;

import com.google.common.cache.CacheBuilder;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.flight.config.CallerCheck;
import io.aeroarrow.flight.internal.run.CallFailures;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightProducer.CallContext;
import org.apache.arrow.flight.auth2.BasicCallHeaderAuthenticator;
import org.apache.arrow.flight.auth2.CallHeaderAuthenticator;
import org.apache.arrow.flight.auth2.GeneratedBearerTokenAuthenticator;

/** Checks who calls, and gives each caller a client with the caller's rights. Thread-safe. */
public final class CallerSessions implements AutoCloseable {

    private static final String ANYONE = "anonymous";
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(8);

    private final CallerCheck check;
    private final AeroArrowView shared;
    private final Optional<UsersFile> users;
    private final BiFunction<String, String, AeroArrow> connect;
    private final Duration schemaCache;
    private final Map<String, UserClient> clients = new ConcurrentHashMap<>();

    /**
     * Reads the users.
     *
     * @param shared the client of the server; used by callers that are not users of the cluster
     * @param connect connects to the cluster with a name and a password
     */
    public CallerSessions(
            CallerCheck check,
            AeroArrowView shared,
            BiFunction<String, String, AeroArrow> connect,
            Duration schemaCache)
            throws IOException {
        this.check = check;
        this.shared = shared.withSchemaCache(schemaCache);
        this.connect = connect;
        this.schemaCache = schemaCache;
        this.users =
                check instanceof CallerCheck.UsersOf file ? Optional.of(UsersFile.read(file.file())) : Optional.empty();
    }

    /** Returns what checks the headers of calls; empty if anyone may call. */
    public Optional<CallHeaderAuthenticator> authenticator() {
        if (check instanceof CallerCheck.Anyone) {
            return Optional.empty();
        }
        return Optional.of(new GeneratedBearerTokenAuthenticator(
                new BasicCallHeaderAuthenticator((name, password) -> {
                    login(name, password);
                    return () -> name;
                }),
                CacheBuilder.newBuilder().expireAfterAccess(TOKEN_LIFETIME).maximumSize(100_000)));
    }

    private void login(String name, String password) {
        boolean right =
                users.isPresent() ? users.get().login(name, password).isPresent() : loginAtCluster(name, password);
        if (!right) {
            throw CallStatus.UNAUTHENTICATED
                    .withDescription("the user or the password is wrong")
                    .toRuntimeException();
        }
    }

    private boolean loginAtCluster(String name, String password) {
        AeroArrow client;
        try {
            client = connect.apply(name, password);
        } catch (AccessRefusedException e) {
            return false;
        } catch (AeroArrowException e) {
            if (e.getCause() instanceof AccessRefusedException) {
                return false;
            }
            throw CallFailures.of(e);
        }
        UserClient added = new UserClient(client, client.with(shared.options()).withSchemaCache(schemaCache));
        UserClient before = clients.put(name, added);
        if (before != null) {
            before.retire();
        }
        return true;
    }

    /** Returns the client of the caller of a call. */
    public ClientLease lease(CallContext call) {
        String name = call.peerIdentity();
        if (check instanceof CallerCheck.ClusterUsers) {
            UserClient client = clients.get(name);
            if (client == null || !client.isUsable()) {
                throw CallStatus.UNAUTHENTICATED.withDescription("log in again").toRuntimeException();
            }
            return client.lease(name);
        }
        UserRights rights = users.map(file -> file.rights(name)).orElse(UserRights.ALL);
        return new ClientLease(name == null || name.isEmpty() ? ANYONE : name, shared, rights, () -> {});
    }

    @Override
    public void close() {
        clients.values().forEach(UserClient::retire);
    }
}
