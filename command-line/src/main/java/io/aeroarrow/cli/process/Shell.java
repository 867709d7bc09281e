package io.aeroarrow.cli.process;

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
 * What surrounds the command.
 *
 * @param out for data alone; unlike {@code System.out} it tells when nobody reads any more
 * @param err for all else: progress, questions, warnings, errors
 * @param home where the user's files are
 * @param terminals which of the three streams people look at
 * @param passwordPrompt asks without showing what is typed; empty where that cannot be done
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

        /** The script at the repository's root tells it in this property, as a JVM alone cannot find out: digits of 0, 1, 2. */
        static final String PROPERTY = "aeroarrow.terminals";

        /** Without the script, a JVM before 22 knows whether all are; newer ones always have a console. */
        @SuppressWarnings("SystemConsoleNull")
        static Terminals ofProcess() {
            String told = System.getProperty(PROPERTY);
            if (told == null) {
                boolean all = System.console() != null;
                return new Terminals(all, all, all);
            }
            return new Terminals(told.contains("0"), told.contains("1"), told.contains("2"));
        }
    }

    public Shell {
        environment = Map.copyOf(environment);
    }

    /** That of this process. */
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

    /** Asks a person, and reads a line; empty if there is none. */
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

    /** Tells a person something that is no data. */
    public void tell(String message) {
        err.println(message);
    }
}
