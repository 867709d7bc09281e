package io.aeroarrow.files.internal.output;

import io.aeroarrow.files.format.ArrowFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes a file atomically: to a temporary file in the same directory, which replaces the target when it is complete. A
 * pipe or a terminal is written directly.
 */
public final class AtomicFileOutput implements AutoCloseable {

    /** Deleted if the JVM exits, for example after a signal, before their writers end. */
    private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtomicFileOutput::deleteUnfinished, "aeroarrow-part-files"));
    }

    private final Path target;
    private final Path part;
    private final FileChannel channel;
    private boolean complete;

    /** @param part the file that is written; the target itself if it is not a regular file */
    private AtomicFileOutput(Path target, Path part, FileChannel channel) {
        this.target = target;
        this.part = part;
        this.channel = channel;
    }

    public static AtomicFileOutput create(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new ArrowFileException(path + " is a directory. Name a file to write to.");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            return new AtomicFileOutput(path, path, FileChannel.open(path, StandardOpenOption.WRITE));
        }
        // A symbolic link is kept; its target is replaced.
        Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        UNFINISHED.add(part);
        return new AtomicFileOutput(target, part, channel);
    }

    private static void deleteUnfinished() {
        for (Path part : UNFINISHED) {
            try {
                Files.deleteIfExists(part);
            } catch (IOException e) {
                System.err.println("the partial file " + part + " remains: " + e);
            }
        }
    }

    public OutputStream stream() {
        return new ChannelOutputStream(channel);
    }

    /** Syncs the temporary file to disk and moves it to the target. To be called once all content is written. */
    public void complete() throws IOException {
        if (!part.equals(target)) {
            channel.force(true);
            channel.close();
            move();
        }
        complete = true;
    }

    private void move() throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            if (!complete && !part.equals(target)) {
                Files.deleteIfExists(part);
            }
            UNFINISHED.remove(part);
        }
    }
}
