package io.aeroarrow.embedded.internal.load;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads records from CSV. The first row names the bins. */
public final class CsvRecords {
    private static final int MAX_CELL_CHARACTERS = 1 << 29;

    private final List<CsvColumn> columns;
    private final int keyColumn;

    private CsvRecords(List<CsvColumn> columns, int keyColumn) {
        this.columns = columns;
        this.keyColumn = keyColumn;
    }

    /**
     * Reads all rows.
     *
     * @return the number of records, the header row not counted
     * @throws IllegalArgumentException if a row cannot become a record; the message has the line number
     */
    public static long read(Reader source, String keyColumn, RecordConsumer records) {
        CsvCells row = new CsvCells();
        long count = 0;
        try (CsvReader<CsvCells> rows = CsvReader.builder()
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(MAX_CELL_CHARACTERS)
                .build(row, source)) {
            CsvRecords reader = null;
            for (CsvCells cells : rows) {
                if (reader == null) {
                    reader = ofHeader(cells.cells(), keyColumn);
                } else {
                    reader.read(cells.cells(), records);
                    count++;
                }
            }
            if (reader == null) {
                throw new IllegalArgumentException("the input is empty: the first row must have the names of the bins");
            }
            return count;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + row.line() + ": " + e.getMessage(), e);
        } catch (CsvParseException | IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("line " + row.line() + ": no CSV: " + e.getMessage(), e);
        }
    }

    private static CsvRecords ofHeader(List<@Nullable String> row, String keyColumn) {
        List<CsvColumn> columns = row.stream().map(CsvColumn::of).toList();
        List<String> names = columns.stream().map(CsvColumn::name).toList();
        if (!names.contains(keyColumn)) {
            throw new IllegalArgumentException("there is no column " + keyColumn + " for the keys among " + names);
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("a name stands twice among " + names);
        }
        return new CsvRecords(columns, names.indexOf(keyColumn));
    }

    private void read(List<@Nullable String> row, RecordConsumer records) {
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
