package io.aeroarrow.files.parquet;

import io.aeroarrow.files.ArrowFileException;
import io.aeroarrow.files.BatchWriter;
import io.aeroarrow.files.Compression;
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

/** parquet-java's writer, which is given the rows of a batch by their numbers. */
final class ParquetBatchWriter implements BatchWriter {

    /** A row of the batch that the source has now; the same object for each. */
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

    ParquetBatchWriter(ArrowReader source, OutputStream out, Compression compression, long rowGroupBytes)
            throws IOException {
        this.source = source;
        VectorSchemaRoot root = source.getVectorSchemaRoot();
        MessageType schema;
        try {
            schema = ToParquetSchema.of(root, source);
        } catch (IllegalArgumentException e) {
            throw new ArrowFileException(e.getMessage(), e);
        }
        file = new StreamOutputFile(out);
        rows = new Rows(schema, ArrowSchemaKey.footer(root.getSchema(), source));
        writer = new Builder(file, rows)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new Codecs())
                .withCompressionCodec(Codecs.name(compression))
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
                        "row " + (written + i) + ", column " + rows.column + ": " + e.getMessage(), e);
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
        file.giveUp();
        try {
            writer.close();
        } catch (IOException | RuntimeException e) {
            // It cannot end a file that was left in the middle of a row. The reason why is on its way to the caller.
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

        @SuppressWarnings("NullAway.Init") // parquet-java gives the consumer before the first row.
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
            throw new UnsupportedOperationException("no Hadoop here");
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(schema, footer);
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            // Each row group has one of its own.
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
