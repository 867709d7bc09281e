package io.aeroarrow.files.internal.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.aeroarrow.files.format.ArrowFileException;
import io.aeroarrow.files.format.CsvDialect;
import io.aeroarrow.files.format.FileCompression;
import io.aeroarrow.files.internal.output.BatchWriter;
import io.aeroarrow.files.internal.text.SampleErrors;
import io.aeroarrow.files.internal.text.TextOutput;
import io.aeroarrow.files.internal.text.TextReadOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Opens writers and readers of CSV. */
public final class CsvFiles {

    private CsvFiles() {}

    public static BatchWriter write(
            ArrowReader source, OutputStream out, FileCompression compression, CsvDialect dialect) throws IOException {
        return new CsvBatchWriter(source, TextOutput.of(out, compression), dialect);
    }

    public static ArrowReader read(Path file, TextReadOptions options, CsvDialect dialect, BufferAllocator allocator)
            throws IOException {
        Schema schema =
                options.schema().isPresent() ? options.schema().get() : options.declared(infer(file, options, dialect));
        List<String> names = schema.getFields().stream().map(Field::getName).toList();
        OpenCsvFile csv = OpenCsvFile.open(file, dialect, names);
        try {
            return new CsvBatchReader(csv, schema, dialect, options, allocator);
        } catch (IOException | RuntimeException e) {
            csv.close();
            throw e;
        }
    }

    private static Schema infer(Path file, TextReadOptions options, CsvDialect dialect) throws IOException {
        SampleErrors.requireRegularFile(file);
        try (OpenCsvFile csv = OpenCsvFile.open(file, dialect, List.of())) {
            List<CsvTypeInference> types = inferTypes(csv, options.sampleRows(), dialect.nullText());
            int columns = dialect.header() ? csv.names().size() : types.size();
            List<Field> fields = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                CsvTypeInference type = i < types.size() ? types.get(i) : new CsvTypeInference();
                fields.add(Field.nullable(dialect.header() ? csv.names().get(i) : "f" + i, type.type()));
            }
            return new Schema(fields);
        } catch (CsvParseException e) {
            throw new ArrowFileException(file + " is not valid CSV: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw SampleErrors.unreadable(file, OpenCsvFile.causeOf(e));
        }
    }

    private static List<CsvTypeInference> inferTypes(OpenCsvFile csv, int sampleRows, String nullText) {
        List<CsvTypeInference> types = new ArrayList<>();
        for (int row = 0; row < sampleRows && csv.lines().hasNext(); row++) {
            CsvLine line = csv.lines().next();
            while (types.size() < line.size()) {
                types.add(new CsvTypeInference());
            }
            for (int i = 0; i < line.size(); i++) {
                if (!line.isNull(i, nullText)) {
                    types.get(i).add(line.text(i));
                }
            }
        }
        return types;
    }
}
