package io.aeroarrow.cli.internal.process;

/** The exit codes, documented in {@code docs/command-line.md}. Scripts rely on them. */
public final class ExitCode {

    /** Success. */
    public static final int OK = 0;
    /** An internal error. */
    public static final int INTERNAL = 1;
    /** The command line, the environment or the settings file is invalid; nothing was done. */
    public static final int USAGE = 2;
    /** The cluster cannot be reached, did not answer in time, or has partitions without a node. */
    public static final int CONNECTION = 3;
    /** The server returned an error. */
    public static final int REFUSED = 4;
    /** The login failed, or the user lacks a privilege. */
    public static final int ACCESS = 5;
    /** Invalid data: a value does not fit its column, a file does not fit its format, or rows were not written. */
    public static final int DATA = 6;
    /** A key, a set, a namespace or a file does not exist. */
    public static final int NOT_FOUND = 7;
    /** A file cannot be read or written. */
    public static final int FILE = 8;
    /** The user declined. */
    public static final int DECLINED = 9;
    /** Ctrl-C: 128 plus the signal number, as in shells. */
    public static final int INTERRUPTED = 130;
    /** The reader of the output has ended, as with {@code | head}: 128 plus the signal number. */
    public static final int BROKEN_PIPE = 141;

    private ExitCode() {}
}
