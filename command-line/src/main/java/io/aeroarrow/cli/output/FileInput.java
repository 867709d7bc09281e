package io.aeroarrow.cli.output;

import io.aeroarrow.cli.process.UsageException;
import io.aeroarrow.files.ArrowFiles;
import io.aeroarrow.files.FileFormat;
import io.aeroarrow.files.FileReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;
import org.jspecify.annotations.Nullable;

/** Rows and schemas from files. */
public final class FileInput {

    private FileInput() {}

    /**
     * The format that is asked for, or else the one that the file's name tells.
     *
     * @throws UsageException if neither says
     */
    public static FileFormat format(@Nullable Format asked, Path file) {
        return Format.ofFile(asked, file).inFile(file);
    }

    /** Opens a file. */
    public static ArrowReader open(
            Path file, @Nullable Format asked, @Nullable Schema declared, BufferAllocator allocator)
            throws IOException {
        FileReadOptions options =
                declared == null ? FileReadOptions.DEFAULT : FileReadOptions.DEFAULT.withSchema(declared);
        return ArrowFiles.read(file, format(asked, file), options, allocator);
    }

    /**
     * Reads a schema: that of an Arrow or Parquet file, or one in Arrow's JSON.
     *
     * @throws UsageException if it is none
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
            throw new UsageException(file + " is no schema in Arrow's JSON: " + e.getMessage(), e);
        }
    }

    /** A column that is encoded by a dictionary has the type of its values here, in a root that of their numbers. */
    private static Schema declared(ArrowReader rows) throws IOException {
        Schema inMemory = rows.getVectorSchemaRoot().getSchema();
        return new Schema(
                inMemory.getFields().stream()
                        .map(field -> DictionaryUtility.toMessageFormat(field, rows, new HashSet<>()))
                        .toList(),
                inMemory.getCustomMetadata());
    }

    /** The same batches, of which somebody is told. */
    public static ArrowReader told(ArrowReader rows, RowListener listener, BufferAllocator allocator) {
        return new ArrowReader(allocator) {
            private long given;

            @Override
            public VectorSchemaRoot getVectorSchemaRoot() throws IOException {
                return rows.getVectorSchemaRoot();
            }

            @Override
            public boolean loadNextBatch() throws IOException {
                listener.onRows(given, rows.bytesRead());
                boolean more = rows.loadNextBatch();
                given += more ? rows.getVectorSchemaRoot().getRowCount() : 0;
                return more;
            }

            @Override
            public Map<Long, Dictionary> getDictionaryVectors() throws IOException {
                return rows.getDictionaryVectors();
            }

            @Override
            public Dictionary lookup(long id) {
                return rows.lookup(id);
            }

            @Override
            public Set<Long> getDictionaryIds() {
                return rows.getDictionaryIds();
            }

            @Override
            public long bytesRead() {
                return rows.bytesRead();
            }

            @Override
            protected void closeReadSource() {}

            @Override
            protected Schema readSchema() throws IOException {
                return rows.getVectorSchemaRoot().getSchema();
            }
        };
    }
}
