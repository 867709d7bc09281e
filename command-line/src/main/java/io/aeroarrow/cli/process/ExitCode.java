package io.aeroarrow.cli.process;

/** What the process ends with; told apart so that scripts can act on it. Documented in {@code docs/command-line.md}. */
public final class ExitCode {

    public static final int OK = 0;
    /** Something that should not happen. */
    public static final int INTERNAL = 1;
    /** The command line, the environment or the file of settings is wrong; nothing was done. */
    public static final int USAGE = 2;
    /** The cluster was not reached, did not answer in time, or has partitions that nobody has. */
    public static final int CONNECTION = 3;
    /** The server answered with an error. */
    public static final int REFUSED = 4;
    /** The server does not let this user in, or not do this. */
    public static final int ACCESS = 5;
    /** Data does not fit: a value its column, a file its format. */
    public static final int DATA = 6;
    /** Some of the keys, or the file, are not there. */
    public static final int NOT_FOUND = 7;
    /** A file cannot be read or written. */
    public static final int FILE = 8;
    /** A question was answered by no. */
    public static final int DECLINED = 9;
    /** Ctrl-C, as shells have it: 128 and the number of the signal. */
    public static final int INTERRUPTED = 130;
    /** Nobody reads the output any more, as after {@code | head}: 128 and the number of the signal. */
    public static final int BROKEN_PIPE = 141;

    private ExitCode() {}
}
