package io.aeroarrow.client;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.model.Key;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.Credentials;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.Secret;
import io.aeroarrow.policy.TlsConfig;
import java.nio.file.Path;
import java.util.Optional;

/** A program that uses passwords in every way and prints what it can, with all logs on; for {@link SecretsInOutputTest}. */
final class SecretsInOutput {

    private SecretsInOutput() {}

    /** Host, port, trusted certificates, certificate, encrypted key, password of user and key. */
    public static void main(String[] arguments) {
        String password = arguments[5];
        TlsConfig tls = TlsConfig.trusting(Path.of(arguments[2]))
                .withCertificate(Path.of(arguments[3]), Path.of(arguments[4]), Secret.of(password));
        ClientConfig config = ClientConfig.of(new HostAddress(arguments[0], Integer.parseInt(arguments[1]), "db"))
                .withTls(tls);
        use(config.withCredentials(Credentials.internal("ada", password)));
        use(config.withCredentials(Credentials.external("ldap", password)));
        use(config.withCredentials(Credentials.internal("ada", password + "-wrong")));
        use(config.withCredentials(Credentials.external("ldap", password + "-wrong")));
        use(config.withTls(
                tls.withCertificate(Path.of(arguments[3]), Path.of(arguments[4]), Secret.of(password + "-wrong"))));
        use(config.withTls(tls.withKeyStore(Path.of(arguments[4]), Secret.of(password))));
        use(config.withoutTls().withCredentials(Credentials.external("ldap", password)));
    }

    private static void use(ClientConfig config) {
        System.out.println(config + " " + config.tls() + " " + config.credentials());
        try (AeroArrowClient client = AeroArrowClient.connect(config)) {
            System.out.println(client.get(Key.of("test", "s", 1)).equals(Optional.empty()) ? "went well" : "read");
        } catch (AeroArrowException | IllegalArgumentException e) {
            System.out.println("failed: " + e);
            e.printStackTrace();
        }
    }
}
