package io.aeroarrow.cli.internal.process;

import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.MismatchException;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.files.format.ArrowFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports an error as one line on standard error and as an exit code. */
public final class FailureReporter implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final Shell shell;

    public FailureReporter(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] words) {
        CommandLine command = wrong.getCommandLine();
        shell.message("aeroarrow: " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        command.getErr().flush();
        shell.message("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        // An interrupt surfaces as the error of the call that it interrupted.
        int code = Thread.interrupted() ? ExitCode.INTERRUPTED : code(failure);
        if (code == ExitCode.BROKEN_PIPE) {
            return code;
        }
        shell.message("aeroarrow: " + (code == ExitCode.INTERRUPTED ? "interrupted" : message(failure)));
        if (code == ExitCode.USAGE) {
            shell.message("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        if (code == ExitCode.INTERNAL || shell.environment().containsKey("AEROARROW_DEBUG")) {
            failure.printStackTrace(shell.err());
        }
        return code;
    }

    private static int code(Throwable failure) {
        if (failure instanceof AeroArrowException fromCluster) {
            return code(fromCluster);
        }
        if (failure instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return code(unchecked.getCause());
        }
        if (failure instanceof ClosedByInterruptException) {
            return ExitCode.INTERRUPTED;
        }
        if (failure instanceof ArrowFileException) {
            return ExitCode.DATA;
        }
        if (failure instanceof NoSuchFileException || failure instanceof NotFoundException) {
            return ExitCode.NOT_FOUND;
        }
        if (failure instanceof IOException) {
            return isBrokenPipe(failure) ? ExitCode.BROKEN_PIPE : ExitCode.FILE;
        }
        boolean wrong = failure instanceof UsageException || failure instanceof IllegalArgumentException;
        return wrong ? ExitCode.USAGE : ExitCode.INTERNAL;
    }

    private static int code(AeroArrowException failure) {
        if (failure instanceof CancelledException) {
            return ExitCode.INTERRUPTED;
        }
        if (failure instanceof AccessRefusedException) {
            return ExitCode.ACCESS;
        }
        if (failure instanceof ServerErrorException) {
            return ExitCode.REFUSED;
        }
        return failure instanceof MismatchException ? ExitCode.DATA : ExitCode.CONNECTION;
    }

    /** The JDK has no exception type for a broken pipe, only a message. */
    private static boolean isBrokenPipe(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("Broken pipe");
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof NoSuchFileException) {
            return "the file " + message + " does not exist";
        }
        return message == null || failure instanceof FileSystemException ? failure.toString() : message;
    }
}
