package io.aeroarrow.files;

/**
 * How a CSV file looks, written or read.
 *
 * @param delimiter the character between two values
 * @param nullText what stands for null, without quotes; the same text in quotes is a value. By default nothing at all
 * @param header whether the first line names the columns. Read without it, columns are named by the schema that is given,
 *     in its order, or f0, f1 and so on
 */
public record CsvStyle(char delimiter, String nullText, boolean header) {

    /** Commas, nothing for null, a header. */
    public static final CsvStyle DEFAULT = new CsvStyle(',', "", true);

    public CsvStyle {
        if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
            throw new IllegalArgumentException("quotes and ends of lines cannot be the delimiter");
        }
        if (nullText.indexOf(delimiter) >= 0 || nullText.chars().anyMatch(c -> c == '"' || c == '\n' || c == '\r')) {
            throw new IllegalArgumentException(
                    "the text for null must not hold delimiters, quotes or ends of lines: " + nullText);
        }
    }

    public CsvStyle withDelimiter(char value) {
        return new CsvStyle(value, nullText, header);
    }

    public CsvStyle withNullText(String value) {
        return new CsvStyle(delimiter, value, header);
    }

    public CsvStyle withHeader(boolean value) {
        return new CsvStyle(delimiter, nullText, value);
    }
}
