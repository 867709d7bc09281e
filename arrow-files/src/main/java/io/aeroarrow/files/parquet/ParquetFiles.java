package io.aeroarrow.files.parquet;

import io.aeroarrow.files.BatchWriter;
import io.aeroarrow.files.Compression;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

/** Parquet files. */
public final class ParquetFiles {

    private ParquetFiles() {}

    public static BatchWriter write(ArrowReader source, OutputStream out, Compression compression, long rowGroupBytes)
            throws IOException {
        return new ParquetBatchWriter(source, out, compression, rowGroupBytes);
    }

    public static ArrowReader read(Path file, int batchRows, BufferAllocator allocator) throws IOException {
        return ParquetReader.open(file, batchRows, allocator);
    }
}
