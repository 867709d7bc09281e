package io.aeroarrow.embedded.load;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/** Records as rows of CSV, the first of which names their bins. */
final class CsvRecords {
    /** With this mode of quoting the parser tells an empty cell (null) from a quoted empty text. */
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setNullString("")
            .setQuoteMode(QuoteMode.ALL_NON_NULL)
            .get();

    private final List<CsvColumn> columns;
    private final int keyColumn;

    private CsvRecords(List<CsvColumn> columns, int keyColumn) {
        this.columns = columns;
        this.keyColumn = keyColumn;
    }

    static long read(Reader source, String keyColumn, RecordConsumer records) {
        long line = 1;
        try (CSVParser rows = FORMAT.parse(source)) {
            CsvRecords reader = null;
            for (CSVRecord row : rows) {
                if (reader == null) {
                    reader = ofHeader(row, keyColumn);
                } else {
                    reader.read(row, records);
                }
                line = rows.getCurrentLineNumber() + 1;
            }
            if (reader == null) {
                throw new IllegalArgumentException("there is no row with the names of the bins");
            }
            return rows.getRecordNumber() - 1;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + line + ": " + e.getMessage(), e);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("line " + line + ": no CSV: " + e.getMessage(), e);
        }
    }

    private static CsvRecords ofHeader(CSVRecord row, String keyColumn) {
        List<CsvColumn> columns = row.stream().map(CsvColumn::of).toList();
        List<String> names = columns.stream().map(CsvColumn::name).toList();
        if (!names.contains(keyColumn)) {
            throw new IllegalArgumentException("there is no column " + keyColumn + " for the keys among " + names);
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("a name comes twice among " + names);
        }
        return new CsvRecords(columns, names.indexOf(keyColumn));
    }

    private void read(CSVRecord row, RecordConsumer records) {
        if (row.size() != columns.size()) {
            throw new IllegalArgumentException(row.size() + " cells for " + columns.size() + " columns");
        }
        Object key = null;
        Map<String, @Nullable Object> bins = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            CsvColumn column = columns.get(i);
            Object value = column.value(row.get(i));
            if (i == keyColumn) {
                key = value;
            } else {
                bins.put(column.name(), value);
            }
        }
        if (key == null) {
            throw new IllegalArgumentException(
                    "there is no key: column " + columns.get(keyColumn).name() + " is empty");
        }
        records.accept(key, bins);
    }
}
