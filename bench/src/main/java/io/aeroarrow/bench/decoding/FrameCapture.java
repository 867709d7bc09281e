package io.aeroarrow.bench.decoding;

import io.aeroarrow.bench.measure.ComparisonSettings;
import io.aeroarrow.bench.measure.Drain;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.arrow.vector.types.pojo.Field;

/** Captures the answer to a scan for the microbenchmarks. See {@link CapturedFrames}. */
public final class FrameCapture {

    private FrameCapture() {}

    /**
     * Writes the answer of the server that AEROSPIKE_HOST and AEROSPIKE_PORT name to a file. Run
     * {@link DecodingComparison} first: it writes the set.
     *
     * @param arguments the file to write
     */
    public static void main(String[] arguments) throws Exception {
        try (Drain drain = new Drain(ComparisonSettings.environmentHost(), ComparisonSettings.environmentPort());
                OutputStream file = Files.newOutputStream(Path.of(arguments[0]))) {
            drain.scan(
                    SevenBins.NAMESPACE,
                    SevenBins.SET,
                    SevenBins.ALL.getFields().stream().map(Field::getName).toList(),
                    CapturedFrames.RECORDS,
                    chunk -> write(chunk, file));
        }
    }

    private static void write(ByteBuf chunk, OutputStream file) {
        try {
            chunk.getBytes(chunk.readerIndex(), file, chunk.readableBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
