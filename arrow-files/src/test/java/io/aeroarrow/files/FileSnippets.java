package io.aeroarrow.files;

import io.aeroarrow.files.format.CsvDialect;
import io.aeroarrow.files.format.FileCompression;
import io.aeroarrow.files.format.FileFormat;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** The Java code of docs/files.md, verbatim. */
@SuppressWarnings("unused")
final class FileSnippets {

    private void write(ArrowReader scan) throws IOException {
        Path file = Path.of("flights.parquet");
        WriteTotals totals = ArrowFiles.write(scan, file, FileFormat.ofName(file), FileWriteOptions.DEFAULT);
        System.out.println(totals.rows() + " rows in " + totals.bytes() + " bytes");

        FileWriteOptions options = FileWriteOptions.DEFAULT
                .withCompression(FileCompression.ZSTD)
                .withProgress(soFar -> System.err.print("\r" + soFar.rows() + " rows"));
        ArrowFiles.write(scan, Path.of("flights.arrow"), FileFormat.ARROW_FILE, options);
        ArrowFiles.write(scan, System.out, FileFormat.JSON_LINES, FileWriteOptions.DEFAULT);
    }

    private void read(Schema schema, BufferAllocator allocator) throws IOException {
        FileReadOptions options = FileReadOptions.DEFAULT
                .withSchema(schema)
                .withCsv(CsvDialect.DEFAULT.withDelimiter(';').withNullText("NA"));
        try (ArrowReader reader = ArrowFiles.read(Path.of("flights.csv"), FileFormat.CSV, options, allocator)) {
            while (reader.loadNextBatch()) {
                System.out.println(reader.getVectorSchemaRoot().getRowCount() + " rows");
            }
        }
    }
}
