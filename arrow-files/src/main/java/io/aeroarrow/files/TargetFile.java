package io.aeroarrow.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that appears under its name when it is complete, and not before: it is written beside that name, then moved. What
 * is no regular file (a pipe, a terminal) is written as it is.
 */
final class TargetFile implements AutoCloseable {

    private final Path target;
    private final Path written;
    private final FileChannel channel;
    private boolean complete;

    private TargetFile(Path target, Path written, FileChannel channel) {
        this.target = target;
        this.written = written;
        this.channel = channel;
    }

    static TargetFile create(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new ArrowFileException(path + " is a directory, not a file to write to");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            return new TargetFile(path, path, FileChannel.open(path, StandardOpenOption.WRITE));
        }
        // A link stays, and what it leads to is replaced.
        Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        Path beside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        return new TargetFile(
                target, beside, FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    OutputStream stream() {
        return new ChannelOutputStream(channel);
    }

    /** Everything has been written: puts it to the disk and under its name. */
    void complete() throws IOException {
        if (!written.equals(target)) {
            channel.force(true);
            channel.close();
            move();
        }
        complete = true;
    }

    private void move() throws IOException {
        try {
            Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(written, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (!complete && !written.equals(target)) {
                Files.deleteIfExists(written);
            }
        }
    }
}
