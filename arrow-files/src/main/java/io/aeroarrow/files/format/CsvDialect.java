package io.aeroarrow.files.format;

/**
 * The dialect of a CSV file, for writing and reading. Immutable; start with {@link #DEFAULT} and change it with the
 * {@code with} methods.
 *
 * @param delimiter the character between two values; no quote, line feed or carriage return. Default: a comma
 * @param nullText the unquoted text that represents null; the same text in quotes is a value. It has no delimiter, quote,
 *     line feed or carriage return. Default: the empty text
 * @param header whether the first line has the column names. Default: {@code true}. Without a header, a reader takes the
 *     names from its schema, in the schema's order; without a schema the names are f0, f1 and so on
 */
public record CsvDialect(char delimiter, String nullText, boolean header) {

    /** Comma as delimiter, the empty text for null, and a header. */
    public static final CsvDialect DEFAULT = new CsvDialect(',', "", true);

    /**
     * Checks the delimiter and the text for null.
     *
     * @throws IllegalArgumentException if the delimiter is a quote or ends a line, or if {@code nullText} has a delimiter,
     *     a quote or the end of a line
     */
    public CsvDialect {
        if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
            throw new IllegalArgumentException(
                    "the delimiter is a quote or the end of a line. Choose another character.");
        }
        if (nullText.indexOf(delimiter) >= 0 || nullText.chars().anyMatch(c -> c == '"' || c == '\n' || c == '\r')) {
            throw new IllegalArgumentException(
                    "nullText has a delimiter, a quote or the end of a line: '" + nullText + "'");
        }
    }

    /**
     * Returns a copy with another delimiter.
     *
     * @throws IllegalArgumentException if the delimiter is a quote or ends a line, or is part of {@code nullText}
     */
    public CsvDialect withDelimiter(char value) {
        return new CsvDialect(value, nullText, header);
    }

    /**
     * Returns a copy with another text for null.
     *
     * @throws IllegalArgumentException if the text has a delimiter, a quote or the end of a line
     */
    public CsvDialect withNullText(String value) {
        return new CsvDialect(delimiter, value, header);
    }

    /** Returns a copy with or without a header. */
    public CsvDialect withHeader(boolean value) {
        return new CsvDialect(delimiter, nullText, value);
    }
}
