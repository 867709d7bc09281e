package io.aeroarrow.files.internal.parquet;

import io.aeroarrow.files.format.ArrowFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Reads row groups with parquet-java and splits them into batches. */
final class ParquetBatchReader extends ArrowReader {

    private final Path path;
    private final ParquetFileReader file;
    private final Schema schema;
    private final int batchRows;
    private @Nullable RecordReader<Boolean> rows;
    /** The index of the row group that is being read, or is read next. */
    private int group;

    private long rowsLeft;
    private long rowsRead;
    private long bytesRead;
    private @Nullable Rows target;

    private ParquetBatchReader(
            Path path, ParquetFileReader file, Schema schema, int batchRows, BufferAllocator allocator) {
        super(allocator);
        this.path = path;
        this.file = file;
        this.schema = schema;
        this.batchRows = batchRows;
    }

    static ParquetBatchReader open(Path path, int batchRows, BufferAllocator allocator) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new PageCodecs())
                .usePageChecksumVerification()
                .build();
        ParquetFileReader file;
        try {
            file = new ParquetFileReader(new LocalInputFile(path), options);
        } catch (IOException | RuntimeException e) {
            throw new ArrowFileException(
                    path + " is not a complete Parquet file; its footer cannot be read: " + reason(e), e);
        }
        try {
            Map<String, String> footer = file.getFileMetaData().getKeyValueMetaData();
            Schema schema = ParquetToArrowSchema.of(
                    file.getFileMetaData().getSchema(),
                    ArrowSchemaMetadata.schema(footer),
                    ArrowSchemaMetadata.metadata(footer),
                    int96Unit(path, file, options));
            return new ParquetBatchReader(path, file, schema, batchRows, allocator);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw new ArrowFileException(path + " has a schema that cannot be read: " + reason(e), e);
        }
    }

    /** Reads the INT96 columns with a reader of its own, as a reader cannot start again. */
    private static TimeUnit int96Unit(Path path, ParquetFileReader file, ParquetReadOptions options)
            throws IOException {
        if (!Int96Timestamps.contains(file.getFileMetaData().getSchema())) {
            return TimeUnit.NANOSECOND;
        }
        try (ParquetFileReader times = new ParquetFileReader(new LocalInputFile(path), options)) {
            return Int96Timestamps.unit(times);
        }
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        try {
            return load();
        } catch (IOException | RuntimeException e) {
            String place = "row group " + (group + 1) + ", rows from " + (rowsRead + 1) + " on";
            throw new ArrowFileException(
                    path + " is damaged or cannot be read at " + place + ", " + damage().orElseGet(() -> reason(e)), e);
        }
    }

    private Optional<String> damage() {
        List<BlockMetaData> groups = file.getRowGroups();
        return group < groups.size() ? DamagedPage.find(path, groups.get(group)) : Optional.empty();
    }

    /** Returns the start of a message. Damaged bytes also cause errors without a message, and some that only name code. */
    private static String reason(Exception failure) {
        String message = failure.getMessage();
        if (message == null || failure instanceof NullPointerException) {
            return "its bytes are no valid Parquet (" + failure.getClass().getSimpleName() + ")";
        }
        String line = message.lines().findFirst().orElse("").strip();
        // Thrift adds the whole structure, which fills several lines of a terminal.
        int structure = line.indexOf(" Struct:");
        return structure < 0 ? line : line.substring(0, structure);
    }

    private boolean load() throws IOException {
        List<FieldVector> vectors = getVectorSchemaRoot().getFieldVectors();
        vectors.forEach(FieldVector::reset);
        MessageType type = file.getFileMetaData().getSchema();
        if (target == null) {
            target = new Rows(vectors, type);
        }
        while (rowsLeft == 0) {
            PageReadStore pages = file.readNextRowGroup();
            if (pages == null) {
                getVectorSchemaRoot().setRowCount(0);
                return false;
            }
            bytesRead += file.getRowGroups().get(group).getCompressedSize();
            MessageColumnIO columns = new ColumnIOFactory(true).getColumnIO(type);
            rows = columns.getRecordReader(pages, target);
            rowsLeft = pages.getRowCount();
            if (rowsLeft == 0) {
                group++;
            }
        }
        RecordReader<Boolean> reader = java.util.Objects.requireNonNull(rows);
        int count = (int) Math.min(rowsLeft, batchRows);
        for (int i = 0; i < count; i++) {
            target.row = i;
            reader.read();
        }
        getVectorSchemaRoot().setRowCount(count);
        rowsLeft -= count;
        rowsRead += count;
        if (rowsLeft == 0) {
            group++;
        }
        return true;
    }

    @Override
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    protected void closeReadSource() throws IOException {
        file.close();
    }

    @Override
    protected Schema readSchema() {
        return schema;
    }

    /** The columns, and the index in the batch of the row being read. */
    private static final class Rows extends RecordMaterializer<Boolean> {

        private final List<ColumnReader> columns = new ArrayList<>();
        private final GroupConverter root = new GroupConverter() {
            @Override
            public Converter getConverter(int field) {
                return columns.get(field).converter();
            }

            @Override
            public void start() {
                columns.forEach(column -> column.at(row));
            }

            @Override
            public void end() {
                // Each column is set already.
            }
        };
        private int row;

        Rows(List<FieldVector> vectors, MessageType type) {
            for (int i = 0; i < vectors.size(); i++) {
                columns.add(ColumnReader.of(vectors.get(i), type.getType(i)));
            }
        }

        @Override
        public Boolean getCurrentRecord() {
            return true;
        }

        @Override
        public GroupConverter getRootConverter() {
            return root;
        }
    }
}
