package io.aeroarrow.files.internal.parquet;

import io.aeroarrow.files.format.FileCompression;
import io.aeroarrow.files.internal.output.BatchWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

/** Opens writers and readers of Parquet files. */
public final class ParquetFiles {

    private ParquetFiles() {}

    public static BatchWriter write(
            ArrowReader source, OutputStream out, FileCompression compression, long rowGroupBytes) throws IOException {
        return new ParquetBatchWriter(source, out, compression, rowGroupBytes);
    }

    public static ArrowReader read(Path file, int batchRows, BufferAllocator allocator) throws IOException {
        return ParquetBatchReader.open(file, batchRows, allocator);
    }
}
