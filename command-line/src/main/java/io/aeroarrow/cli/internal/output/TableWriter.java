package io.aeroarrow.cli.internal.output;

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

/** Writes rows as a table. The first rows set the column widths; a wider value later is written in full width. */
final class TableWriter {

    /** The number of rows that set the column widths. */
    private static final int SAMPLE = 1_000;
    /** The greatest length of a value without --wide. */
    private static final int MAX_CHARACTERS = 60;

    private final Writer out;
    private final boolean wide;
    private final List<FieldVector> columns;
    private final List<Integer> widths = new ArrayList<>();
    private final List<List<String>> heldBack = new ArrayList<>();
    private long rows;
    private long shortened;

    private TableWriter(Writer out, boolean wide, List<FieldVector> columns) {
        this.out = out;
        this.wide = wide;
        this.columns = columns;
    }

    /**
     * Writes the remaining rows of a source.
     *
     * @param wide whether long values are written in full
     * @return the number of values that were shortened
     */
    static long write(ArrowReader source, OutputStream target, boolean wide, RowProgressListener progress)
            throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(target, StandardCharsets.UTF_8));
        VectorSchemaRoot root = source.getVectorSchemaRoot();
        TableWriter table = new TableWriter(out, wide, root.getFieldVectors());
        while (source.loadNextBatch()) {
            for (int row = 0; row < root.getRowCount(); row++) {
                table.add(row);
            }
            progress.onRows(table.rows, source.bytesRead());
        }
        table.writeHeldBack();
        out.flush();
        return table.shortened;
    }

    private void add(int row) throws IOException {
        List<String> line = new ArrayList<>(columns.size());
        for (FieldVector column : columns) {
            line.add(shortened(TableCell.text(column, row)));
        }
        rows++;
        if (!widths.isEmpty()) {
            writeLine(line);
            return;
        }
        heldBack.add(line);
        if (heldBack.size() == SAMPLE) {
            writeHeldBack();
        }
    }

    private String shortened(String text) {
        if (wide || text.codePointCount(0, text.length()) <= MAX_CHARACTERS) {
            return text;
        }
        shortened++;
        return text.substring(0, text.offsetByCodePoints(0, MAX_CHARACTERS - 1)) + "…";
    }

    /** Writes the header and the rows held back while the widths were unknown. */
    private void writeHeldBack() throws IOException {
        if (!widths.isEmpty() || columns.isEmpty()) {
            return;
        }
        List<String> names = columns.stream()
                .map(column -> TableCell.onOneLine(column.getName()))
                .toList();
        for (int i = 0; i < names.size(); i++) {
            int width = length(names.get(i));
            for (List<String> line : heldBack) {
                width = Math.max(width, length(line.get(i)));
            }
            widths.add(width);
        }
        writeLine(names);
        writeLine(widths.stream().map("-"::repeat).toList());
        for (List<String> line : heldBack) {
            writeLine(line);
        }
        heldBack.clear();
    }

    private void writeLine(List<String> cells) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(Math.max(0, widths.get(i) - length(cell)));
            boolean right = TableCell.isNumber(columns.get(i).getField().getType());
            line.append(i == 0 ? "" : "  ").append(right ? padding + cell : cell + padding);
        }
        out.write(line.toString().stripTrailing());
        out.write('\n');
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
