package io.aeroarrow.bench.decoding;

import io.aeroarrow.bench.Drain;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.arrow.vector.types.pojo.Field;

/** Captures the answer to a scan of a server, which the microbenchmarks decode; see {@link CapturedFrames}. */
public final class Capture {

    private Capture() {}

    /**
     * Writes what the server that AEROSPIKE_HOST and AEROSPIKE_PORT name answers; the set is there after a
     * {@link DecodingComparison}.
     *
     * @param arguments the file to write
     */
    public static void main(String[] arguments) throws Exception {
        String host = System.getenv("AEROSPIKE_HOST");
        int port = Integer.parseInt(System.getenv().getOrDefault("AEROSPIKE_PORT", "3000"));
        try (Drain drain = new Drain(host, port);
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
