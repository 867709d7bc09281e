package io.aeroarrow.cli.internal.output;

import io.aeroarrow.cli.internal.process.UsageException;
import io.aeroarrow.files.ArrowFiles;
import io.aeroarrow.files.FileReadOptions;
import io.aeroarrow.files.format.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;

/** Reads rows and schemas from files. */
public final class FileInput {

    private FileInput() {}

    /**
     * Reads the schema of an Arrow or Parquet file, or a schema in Arrow's JSON.
     *
     * @throws UsageException if the file holds neither
     */
    public static Schema schema(Path file, BufferAllocator allocator) throws IOException {
        Optional<FileFormat> binary = Stream.of(FileFormat.values())
                .filter(format -> !format.isText())
                .filter(format -> format.suffixes().stream().anyMatch(file.toString()::endsWith))
                .findFirst();
        if (binary.isPresent()) {
            try (ArrowReader rows = ArrowFiles.read(file, binary.get(), FileReadOptions.DEFAULT, allocator)) {
                return declared(rows);
            }
        }
        String json = Files.readString(file);
        try {
            return Schema.fromJSON(json);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException(file + " is not a valid schema in Arrow's JSON: " + e.getMessage(), e);
        }
    }

    /** Returns the schema with the value type of each dictionary-encoded column. A root has the index type instead. */
    private static Schema declared(ArrowReader rows) throws IOException {
        Schema inMemory = rows.getVectorSchemaRoot().getSchema();
        return new Schema(
                inMemory.getFields().stream()
                        .map(field -> DictionaryUtility.toMessageFormat(field, rows, new HashSet<>()))
                        .toList(),
                inMemory.getCustomMetadata());
    }
}
