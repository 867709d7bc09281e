package io.aeroarrow.cli.internal.process;

import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The environment of a command: streams, variables, home directory.
 *
 * @param in standard input
 * @param out standard output, for data only; unlike {@code System.out} it throws when the pipe is broken
 * @param err standard error, for progress, questions, warnings and errors
 * @param environment the environment variables
 * @param home the user's home directory
 * @param terminals which of the three streams are terminals
 * @param passwordPrompt asks for a password without echo; empty without a console
 */
public record Shell(
        InputStream in,
        OutputStream out,
        PrintStream err,
        Map<String, String> environment,
        Path home,
        Terminals terminals,
        Optional<Function<String, char[]>> passwordPrompt) {

    /** Which streams are terminals. */
    public record Terminals(boolean in, boolean out, boolean err) {

        /** Set by the script {@code aeroarrow}, as a JVM cannot find out: the file descriptors that are terminals. */
        static final String PROPERTY = "aeroarrow.terminals";

        /** Without the script: all or none. A JVM before 22 has a console only if both ends are terminals. */
        @SuppressWarnings("SystemConsoleNull")
        static Terminals ofProcess() {
            String descriptors = System.getProperty(PROPERTY);
            if (descriptors == null) {
                boolean all = System.console() != null;
                return new Terminals(all, all, all);
            }
            return new Terminals(descriptors.contains("0"), descriptors.contains("1"), descriptors.contains("2"));
        }
    }

    public Shell {
        environment = Map.copyOf(environment);
    }

    /** Returns the shell of this process. */
    public static Shell ofProcess() {
        Console console = System.console();
        Terminals terminals = Terminals.ofProcess();
        return new Shell(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                System.err,
                System.getenv(),
                Path.of(System.getProperty("user.home", ".")),
                terminals,
                Optional.ofNullable(console)
                        .filter(present -> terminals.in())
                        .map(asking -> prompt -> passwordOf(asking, prompt)));
    }

    private static char[] passwordOf(Console console, String prompt) {
        char[] password = console.readPassword("%s", prompt);
        return password == null ? new char[0] : password;
    }

    /** Asks a question and returns the answer, one line; empty at the end of the input. */
    public String ask(String question) throws IOException {
        err.print(question);
        err.flush();
        String line = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
        return line == null ? "" : line.strip();
    }

    /** Writes a line of data in UTF-8. */
    public void line(String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Writes a message to standard error. */
    public void message(String message) {
        err.println(message);
    }
}
