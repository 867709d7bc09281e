package io.aeroarrow.files.internal.parquet;

import io.aeroarrow.files.format.ArrowFileException;
import io.aeroarrow.files.format.FileCompression;
import io.aeroarrow.files.internal.output.BatchWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Writes batches with parquet-java. A record is a row index; the columns read their values from the vectors. */
final class ParquetBatchWriter implements BatchWriter {

    /** A row of the current batch. One object is reused for all rows. */
    private static final class Row {
        private int index;
    }

    private final ArrowReader source;
    private final StreamOutputFile file;
    private final Rows rows;
    private final ParquetWriter<Row> writer;
    private final Row row = new Row();
    private long written;
    private boolean finished;

    ParquetBatchWriter(ArrowReader source, OutputStream out, FileCompression compression, long rowGroupBytes)
            throws IOException {
        this.source = source;
        VectorSchemaRoot root = source.getVectorSchemaRoot();
        MessageType schema;
        try {
            schema = ArrowToParquetSchema.of(root, source);
        } catch (IllegalArgumentException e) {
            throw new ArrowFileException(e.getMessage(), e);
        }
        file = new StreamOutputFile(out);
        rows = new Rows(schema, ArrowSchemaMetadata.footer(root.getSchema(), source));
        writer = new Builder(file, rows)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new PageCodecs())
                .withCompressionCodec(PageCodecs.name(compression))
                .withRowGroupSize(rowGroupBytes)
                .withPageWriteChecksumEnabled(true)
                .build();
    }

    @Override
    public void write() throws IOException {
        VectorSchemaRoot root = source.getVectorSchemaRoot();
        rows.bind(root, source);
        for (int i = 0; i < root.getRowCount(); i++) {
            row.index = i;
            try {
                writer.write(row);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new ArrowFileException(
                        "row " + (written + i + 1) + ", column " + rows.column + ": " + e.getMessage(), e);
            }
        }
        written += root.getRowCount();
    }

    @Override
    public void finish() throws IOException {
        writer.close();
        finished = true;
    }

    @Override
    @SuppressWarnings("EmptyCatch")
    public void close() {
        if (finished) {
            return;
        }
        file.discardRest();
        try {
            writer.close();
        } catch (IOException | RuntimeException e) {
            // Expected if a write failed within a row. The caller already gets that error.
        }
    }

    private static final class Rows extends WriteSupport<Row> {

        private final MessageType schema;
        private final Map<String, String> footer;
        private List<ColumnWriter> columns = List.of();
        private List<FieldVector> vectors = List.of();
        private DictionaryProvider dictionaries = new DictionaryProvider.MapDictionaryProvider();
        private String column = "";
        private RecordConsumer out;

        @SuppressWarnings("NullAway.Init") // parquet-java calls prepareForWrite before the first row.
        Rows(MessageType schema, Map<String, String> footer) {
            this.schema = schema;
            this.footer = footer;
        }

        void bind(VectorSchemaRoot root, ArrowReader source) {
            vectors = root.getFieldVectors();
            dictionaries = source;
            bind();
        }

        private void bind() {
            columns = new ArrayList<>();
            for (FieldVector vector : vectors) {
                columns.add(new ColumnWriter(vector, vector.getName(), columns.size(), dictionaries, out));
            }
        }

        @Override
        @Deprecated
        public WriteContext init(Configuration configuration) {
            throw new UnsupportedOperationException("Hadoop's Configuration is not supported");
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(schema, footer);
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            // Called for each row group, with a new consumer.
            out = consumer;
            bind();
        }

        @Override
        public void write(Row row) {
            out.startMessage();
            for (int i = 0; i < columns.size(); i++) {
                column = vectors.get(i).getName();
                columns.get(i).write(row.index);
            }
            out.endMessage();
        }
    }

    private static final class Builder extends ParquetWriter.Builder<Row, Builder> {

        private final Rows rows;

        Builder(StreamOutputFile file, Rows rows) {
            super(file);
            this.rows = rows;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @Deprecated
        protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
            return rows;
        }

        @Override
        protected WriteSupport<Row> getWriteSupport(ParquetConfiguration configuration) {
            return rows;
        }
    }
}
