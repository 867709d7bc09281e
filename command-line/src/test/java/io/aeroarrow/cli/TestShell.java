package io.aeroarrow.cli;

import io.aeroarrow.cli.internal.process.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A shell with captured streams, and a way to run commands in it. */
public final class TestShell {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private final Path home;
    private String typed = "";
    private Shell.Terminals terminals = new Shell.Terminals(false, false, false);
    private Optional<String> password = Optional.empty();

    public TestShell(Path home) {
        this.home = home;
    }

    /** Sets an environment variable. */
    public TestShell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Makes all streams terminals, with this text typed by the user. */
    TestShell atTerminal(String text) {
        terminals = new Shell.Terminals(true, true, true);
        typed = text;
        return this;
    }

    /** Sets the answer to the password prompt. */
    public TestShell askedForPassword(String answer) {
        password = Optional.of(answer);
        return this;
    }

    public Shell shell() {
        return new Shell(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                home,
                terminals,
                password.map(answer -> prompt -> answer.toCharArray()));
    }

    /** Runs a command and returns its exit code. */
    int run(String... words) {
        out.reset();
        err.reset();
        return Main.run(shell(), words);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
