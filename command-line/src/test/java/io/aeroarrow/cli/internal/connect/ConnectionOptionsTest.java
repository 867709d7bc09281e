package io.aeroarrow.cli.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.cli.TestShell;
import io.aeroarrow.cli.internal.process.UsageException;
import io.aeroarrow.policy.Credentials;
import io.aeroarrow.policy.HostAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Checks the precedence of settings: an option, then the environment, then the file. */
class ConnectionOptionsTest {

    @TempDir
    Path home;

    private TestShell shell;

    @BeforeEach
    void openShell() {
        shell = new TestShell(home);
    }

    private ResolvedConnection resolve(String... words) {
        ConnectionOptions options = CommandLine.populateCommand(new ConnectionOptions(), words);
        return options.resolve(shell.shell());
    }

    private void file(String... lines) throws Exception {
        Path file = home.resolve(".config/aeroarrow/config.properties");
        Files.createDirectories(file.getParent());
        Files.write(file, List.of(lines));
    }

    @Test
    void anOptionWinsOverTheEnvironmentWhichWinsOverTheFile() throws Exception {
        assertThat(resolve().client().seeds()).containsExactly(new HostAddress("127.0.0.1", 3000));
        file("hosts=file:1", "timeout=1s", "connect-timeout=2s", "tls=false");
        assertThat(resolve().client().seeds()).containsExactly(new HostAddress("file", 1));
        shell.with("AEROARROW_HOSTS", "env:2");
        shell.with("AEROARROW_CONNECT_TIMEOUT", "3s");
        ResolvedConnection byEnvironment = resolve();
        assertThat(byEnvironment.client().seeds()).containsExactly(new HostAddress("env", 2));
        assertThat(byEnvironment.client().connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(byEnvironment.reading().scanTimeouts().socket()).isEqualTo(Duration.ofSeconds(1));
        ResolvedConnection byOption = resolve("--hosts", "a:3,b", "--timeout", "500ms");
        assertThat(byOption.client().seeds()).containsExactly(new HostAddress("a", 3), new HostAddress("b", 3000));
        assertThat(byOption.reading().lookupTimeouts().socket()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void errorsNameTheSourceOfASetting() throws Exception {
        shell.with("AEROARROW_TIMEOUT", "soon");
        assertThatThrownBy(this::resolve).isInstanceOf(UsageException.class).hasMessageContaining("AEROARROW_TIMEOUT");
        shell = new TestShell(home);
        file("hots=x");
        assertThatThrownBy(this::resolve).isInstanceOf(UsageException.class).hasMessageContaining("[hots]");
        assertThatThrownBy(() -> resolve("--config", "nowhere")).isInstanceOf(UsageException.class);
    }

    @Test
    void readsThePasswordFromFileEnvironmentOrPromptAndNeverPrintsIt() throws Exception {
        assertThatThrownBy(() -> resolve("--user", "ada")).hasMessageContaining("AEROARROW_PASSWORD");
        shell.askedForPassword("typed");
        assertThat(resolve("--user", "ada").client().credentials()).isEqualTo(Credentials.internal("ada", "typed"));
        shell.with("AEROARROW_PASSWORD", "secret-1");
        ResolvedConnection connection = resolve("--user", "ada");
        assertThat(connection.client().credentials()).isEqualTo(Credentials.internal("ada", "secret-1"));
        assertThat(connection.toString()).doesNotContain("secret-1");
        Path file = Files.writeString(home.resolve("pw"), "secret-2\n");
        assertThat(resolve("--user", "ada", "--password-file", file.toString())
                        .client()
                        .credentials())
                .isEqualTo(Credentials.internal("ada", "secret-2"));
        assertThatThrownBy(() -> resolve("--user", "ada", "--auth", "external"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--tls")
                .hasMessageNotContaining("secret-1");
    }

    @Test
    void certificateFilesEnableTls() {
        assertThat(resolve().client().tls()).isEmpty();
        assertThat(resolve("--tls").client().tls()).isPresent();
        assertThat(resolve("--tls-ca", "ca.pem").client().tls()).isPresent();
        assertThat(resolve("--tls-ca", "ca.pem", "--no-tls").client().tls()).isEmpty();
        assertThatThrownBy(() -> resolve("--tls-cert", "c.pem")).hasMessageContaining("--tls-key");
    }
}
