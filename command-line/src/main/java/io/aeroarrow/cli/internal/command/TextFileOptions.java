package io.aeroarrow.cli.internal.command;

import io.aeroarrow.cli.internal.process.UsageException;
import io.aeroarrow.files.FileReadOptions;
import io.aeroarrow.files.format.CsvDialect;
import io.aeroarrow.files.format.FileFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for reading CSV and JSON: types and the dialect of CSV. */
final class TextFileOptions {

    @Option(
            names = "--types",
            split = ",",
            paramLabel = "NAME=TYPE",
            description = "csv and json: the types of columns of the file; the other types are inferred. string, int64,"
                    + " float64, bool, date, timestamp, timestamp_utc or binary (base64)")
    Map<String, String> types = new LinkedHashMap<>();

    @Option(
            names = "--delimiter",
            paramLabel = "CHARACTER",
            description = "csv: the character between two values, or 'tab'; default: a comma")
    @Nullable
    String delimiter;

    @Option(
            names = "--null",
            paramLabel = "TEXT",
            description = "csv: the unquoted text that is null, such as NA; default: the empty text")
    @Nullable
    String nullText;

    @Option(names = "--no-header", description = "csv: the first line has values; the columns are named f0, f1, ...")
    boolean noHeader;

    /**
     * Returns the options for a format.
     *
     * @throws UsageException if the format does not use an option, or a value is invalid
     */
    FileReadOptions of(FileFormat format) {
        if (format != FileFormat.CSV && (delimiter != null || nullText != null || noHeader)) {
            throw new UsageException("--delimiter, --null and --no-header are for CSV files. Remove them.");
        }
        if (!format.isText() && !types.isEmpty()) {
            throw new UsageException("--types is for CSV and JSON files; the types of this file are known. Remove it.");
        }
        FileReadOptions options = FileReadOptions.DEFAULT.withCsv(dialect());
        for (Map.Entry<String, String> type : types.entrySet()) {
            options = options.withType(type.getKey(), type(type.getValue()));
        }
        return options;
    }

    private CsvDialect dialect() {
        CsvDialect dialect = CsvDialect.DEFAULT.withHeader(!noHeader);
        try {
            if (delimiter != null) {
                dialect = dialect.withDelimiter(character(delimiter));
            }
            return nullText == null ? dialect : dialect.withNullText(nullText);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private static char character(String text) {
        if (text.equalsIgnoreCase("tab") || text.equals("\\t")) {
            return '\t';
        }
        if (text.length() != 1) {
            throw new UsageException("--delimiter is '" + text + "'; it must be one character, or 'tab'");
        }
        return text.charAt(0);
    }

    private static ArrowType type(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "string", "text", "utf8" -> ArrowType.Utf8.INSTANCE;
            case "int64", "long", "bigint" -> new ArrowType.Int(Long.SIZE, true);
            case "float64", "double" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case "bool", "boolean" -> ArrowType.Bool.INSTANCE;
            case "date" -> new ArrowType.Date(DateUnit.DAY);
            case "timestamp" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
            case "timestamp_utc" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
            case "binary" -> ArrowType.Binary.INSTANCE;
            default ->
                throw new UsageException("--types has the type '" + name + "'; use string, int64, float64, bool, date,"
                        + " timestamp, timestamp_utc or binary");
        };
    }
}
