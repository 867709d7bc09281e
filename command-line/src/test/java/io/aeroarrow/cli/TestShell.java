package io.aeroarrow.cli;

import io.aeroarrow.cli.process.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A shell whose streams are caught, and the commands that are run in it. */
final class TestShell {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private final Path home;
    private String typed = "";
    private Shell.Terminals terminals = new Shell.Terminals(false, false, false);
    private Optional<String> password = Optional.empty();

    TestShell(Path home) {
        this.home = home;
    }

    TestShell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Somebody sits there, and types this. */
    TestShell atTerminal(String text) {
        terminals = new Shell.Terminals(true, true, true);
        typed = text;
        return this;
    }

    TestShell askedForPassword(String answer) {
        password = Optional.of(answer);
        return this;
    }

    Shell shell() {
        return new Shell(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                home,
                terminals,
                password.map(answer -> prompt -> answer.toCharArray()));
    }

    /** The exit code of a command. */
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
