package io.aeroarrow.cli;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.cli.internal.connect.ConnectionOptions;
import io.aeroarrow.cli.internal.connect.ResolvedConnection;
import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.cli.internal.process.UsageException;
import io.aeroarrow.policy.ClientConfig;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The settings of a connection, named as the environment variables and the settings file of the command line. */
public final class ClientSettings {

    private final ResolvedConnection resolved;

    private ClientSettings(ResolvedConnection resolved) {
        this.resolved = resolved;
    }

    /**
     * Resolves settings. If a variable is missing, the settings file applies. Never asks for input, such as a password.
     *
     * @param variables environment variables such as {@code AEROARROW_HOSTS}
     * @return the settings
     * @throws IllegalArgumentException if a value is invalid; the message names its variable
     */
    public static ClientSettings of(Map<String, String> variables) {
        Shell shell = new Shell(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                System.err,
                variables,
                Path.of(System.getProperty("user.home", ".")),
                new Shell.Terminals(false, false, false),
                Optional.empty());
        try {
            return new ClientSettings(new ConnectionOptions().resolve(shell));
        } catch (UsageException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** {@return how to reach the cluster} */
    public ClientConfig client() {
        return resolved.client();
    }

    /** {@return the timeouts of reads} */
    public ReadOptions reading() {
        return resolved.reading();
    }
}
