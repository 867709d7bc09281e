package io.aeroarrow.embedded.internal.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aeroarrow.embedded.internal.json.JsonValues;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A column of a CSV file: the name of its bin and the type of its cells. */
record CsvColumn(String name, Type type) {
    private enum Type {
        STRING,
        INT,
        FLOAT,
        BOOL,
        JSON
    }

    /** Parses a cell of the first row: {@code name} or {@code name:type}. */
    static CsvColumn of(@Nullable String header) {
        if (header == null) {
            throw new IllegalArgumentException("a column has no name");
        }
        int colon = header.lastIndexOf(':');
        if (colon < 0) {
            return new CsvColumn(header, Type.STRING);
        }
        String type = header.substring(colon + 1);
        for (Type known : Type.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(type)) {
                return new CsvColumn(header.substring(0, colon), known);
            }
        }
        throw new IllegalArgumentException(
                "column " + header + ": " + type + " is no type; use string, int, float, bool or json");
    }

    @Nullable
    Object value(@Nullable String cell) {
        if (cell == null) {
            return null;
        }
        try {
            return switch (type) {
                case STRING -> cell;
                case INT -> Long.valueOf(cell.strip());
                case FLOAT -> Double.valueOf(cell.strip());
                case BOOL -> bool(cell.strip());
                case JSON -> JsonValues.parse(cell);
            };
        } catch (NumberFormatException | JsonProcessingException e) {
            throw new IllegalArgumentException("column " + name + ": " + cell + " is no " + word(), e);
        }
    }

    private boolean bool(String cell) {
        if (!cell.equals("true") && !cell.equals("false")) {
            throw new IllegalArgumentException("column " + name + ": " + cell + " is neither true nor false");
        }
        return cell.equals("true");
    }

    private String word() {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
