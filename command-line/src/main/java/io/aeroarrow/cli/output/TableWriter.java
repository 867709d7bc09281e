package io.aeroarrow.cli.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

/** Writes rows as a table. The first rows say how wide its columns are; later ones that need more just take it. */
final class TableWriter {

    /** How many rows the widths are taken from. */
    private static final int SAMPLE = 1_000;
    /** What a column takes without being asked for more. */
    private static final int MOST_CHARACTERS = 60;

    private final Writer out;
    private final boolean wide;
    private final List<FieldVector> columns;
    private final List<Integer> widths = new ArrayList<>();
    private final List<List<String>> waiting = new ArrayList<>();
    private long rows;
    private long cut;

    private TableWriter(Writer out, boolean wide, List<FieldVector> columns) {
        this.out = out;
        this.wide = wide;
        this.columns = columns;
    }

    /**
     * Writes all that is left of a source.
     *
     * @param wide whether long values are shown whole
     * @return how many values are not shown whole
     */
    static long write(ArrowReader source, OutputStream target, boolean wide, RowListener progress) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(target, StandardCharsets.UTF_8));
        VectorSchemaRoot root = source.getVectorSchemaRoot();
        TableWriter table = new TableWriter(out, wide, root.getFieldVectors());
        while (source.loadNextBatch()) {
            for (int row = 0; row < root.getRowCount(); row++) {
                table.add(row);
            }
            progress.onRows(table.rows, source.bytesRead());
        }
        table.writeWaiting();
        out.flush();
        return table.cut;
    }

    private void add(int row) throws IOException {
        List<String> line = new ArrayList<>(columns.size());
        for (FieldVector column : columns) {
            line.add(shortened(Cell.text(column, row)));
        }
        rows++;
        if (!widths.isEmpty()) {
            writeLine(line);
            return;
        }
        waiting.add(line);
        if (waiting.size() == SAMPLE) {
            writeWaiting();
        }
    }

    private String shortened(String text) {
        if (wide || text.codePointCount(0, text.length()) <= MOST_CHARACTERS) {
            return text;
        }
        cut++;
        return text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS - 1)) + "…";
    }

    /** Writes the head and the rows that have waited for it. */
    private void writeWaiting() throws IOException {
        if (!widths.isEmpty() || columns.isEmpty()) {
            return;
        }
        List<String> names =
                columns.stream().map(column -> Cell.onOneLine(column.getName())).toList();
        for (int i = 0; i < names.size(); i++) {
            int width = length(names.get(i));
            for (List<String> line : waiting) {
                width = Math.max(width, length(line.get(i)));
            }
            widths.add(width);
        }
        writeLine(names);
        writeLine(widths.stream().map("-"::repeat).toList());
        for (List<String> line : waiting) {
            writeLine(line);
        }
        waiting.clear();
    }

    private void writeLine(List<String> cells) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(Math.max(0, widths.get(i) - length(cell)));
            boolean right = Cell.isNumber(columns.get(i).getField().getType());
            line.append(i == 0 ? "" : "  ").append(right ? padding + cell : cell + padding);
        }
        out.write(line.toString().stripTrailing());
        out.write('\n');
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
