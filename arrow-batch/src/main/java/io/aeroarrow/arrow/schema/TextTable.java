package io.aeroarrow.arrow.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Formats rows of text as a table whose columns are as wide as their widest cell. */
final class TextTable {

    private TextTable() {}

    static String of(List<String> heads, List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < heads.size(); column++) {
            int at = column;
            int widest =
                    rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
            widths.add(Math.max(widest, heads.get(column).length()));
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(heads, widths));
        lines.add(line(widths.stream().map("-"::repeat).toList(), widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return String.join(System.lineSeparator(), lines);
    }

    private static String line(List<String> cells, List<Integer> widths) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            padded.add(cells.get(i) + " ".repeat(widths.get(i) - cells.get(i).length()));
        }
        return padded.stream().collect(Collectors.joining("  ")).stripTrailing();
    }
}
