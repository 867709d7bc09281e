package io.aeroarrow.files.internal.ipc;

import io.aeroarrow.files.format.FileCompression;
import io.aeroarrow.files.internal.output.BatchWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.ipc.ArrowReader;

/** Opens writers and readers of Arrow IPC files and streams. */
public final class IpcFiles {

    private IpcFiles() {}

    public static BatchWriter writeFile(ArrowReader source, OutputStream out, FileCompression compression)
            throws IOException {
        OutputStreamChannel channel = new OutputStreamChannel(out);
        return new IpcBatchWriter(new DeltaDictionaryFileWriter(source, channel, codec(compression)), channel);
    }

    public static BatchWriter writeStream(ArrowReader source, OutputStream out, FileCompression compression)
            throws IOException {
        OutputStreamChannel channel = new OutputStreamChannel(out);
        return new IpcBatchWriter(IpcBatchWriter.stream(source, channel, codec(compression)), channel);
    }

    private static CodecType codec(FileCompression compression) {
        return switch (compression) {
            case LZ4 -> CodecType.LZ4_FRAME;
            case ZSTD -> CodecType.ZSTD;
            case NONE -> CodecType.NO_COMPRESSION;
            case SNAPPY, GZIP -> throw new IllegalArgumentException("Arrow files do not support " + compression);
        };
    }

    /** Returns the codec factory. Arrow's factory does not support {@code NO_COMPRESSION}, and its LZ4 is slow. */
    static CompressionCodec.Factory factory(CodecType codec) {
        return switch (codec) {
            case NO_COMPRESSION -> NoCompressionCodec.Factory.INSTANCE;
            case LZ4_FRAME -> AircompressorLz4Codec.FACTORY;
            case ZSTD -> CommonsCompressionFactory.INSTANCE;
        };
    }

    public static ArrowReader readFile(Path file, BufferAllocator allocator) throws IOException {
        return opened(new CheckedFileReader(file, new TrackingReadChannel(FileChannel.open(file)), allocator));
    }

    public static ArrowReader readStream(Path file, BufferAllocator allocator) throws IOException {
        return opened(new CheckedStreamReader(file, new TrackingReadChannel(FileChannel.open(file)), allocator));
    }

    private static ArrowReader opened(ArrowReader reader) throws IOException {
        try {
            reader.getVectorSchemaRoot();
            return reader;
        } catch (IOException | RuntimeException | Error e) {
            try {
                reader.close();
            } catch (IOException | RuntimeException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }
}
