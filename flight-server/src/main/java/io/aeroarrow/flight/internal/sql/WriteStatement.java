package io.aeroarrow.flight.internal.sql;

import io.aeroarrow.arrow.schema.MetadataColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.flight.CallStatus;

/**
 * An INSERT or DELETE statement, and the SELECT statement whose rows it writes or deletes.
 *
 * @param kind what happens to the rows
 * @param columns the bins and the key, in the order of the rows
 * @param query the rows: those to insert, or the digests of those to delete
 */
public record WriteStatement(Kind kind, String namespace, String set, List<String> columns, String query) {

    /** What happens to the rows. */
    public enum Kind {
        /** Creates records; a record that exists is an error. */
        INSERT,
        /** Creates or replaces records. */
        REPLACE,
        DELETE
    }

    private static final String NAME = "(?:[A-Za-z_]\\w*|\"(?:[^\"]|\"\")+\")";
    private static final String TABLE = "(" + NAME + "(?:\\." + NAME + "){0,2})";
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;

    private static final Pattern INSERT = Pattern.compile(
            "\\s*INSERT(\\s+OR\\s+REPLACE)?\\s+INTO\\s+" + TABLE + "\\s*(?:\\((\\s*" + NAME + "(?:\\s*,\\s*" + NAME
                    + ")*\\s*)\\))?\\s*((?:VALUES|SELECT|WITH|FROM)\\b.*)",
            FLAGS);
    private static final Pattern DELETE = Pattern.compile(
            "\\s*DELETE\\s+FROM\\s+" + TABLE + "(?:\\s+(?:AS\\s+)?(?!WHERE\\b)(" + NAME + "))?(\\s+WHERE\\b.*)?",
            FLAGS);
    private static final Pattern STARTS = Pattern.compile("\\s*(INSERT|DELETE|UPDATE)\\b.*", FLAGS);
    private static final Pattern ONE_NAME = Pattern.compile(NAME);
    private static final Pattern PARAMETERS =
            Pattern.compile("VALUES\\s*\\(\\s*\\?(?:\\s*,\\s*\\?)*\\s*\\)\\s*;?\\s*", FLAGS);

    public WriteStatement {
        columns = List.copyOf(columns);
    }

    /** Returns the statement of a text, or empty if it is no such statement. */
    public static Optional<WriteStatement> of(String sql) {
        String text = sql.strip().replaceAll(";\\s*$", "");
        if (!STARTS.matcher(text).matches()) {
            return Optional.empty();
        }
        Matcher insert = INSERT.matcher(text);
        if (insert.matches()) {
            return Optional.of(insert(insert));
        }
        Matcher delete = DELETE.matcher(text);
        if (delete.matches()) {
            return Optional.of(delete(delete));
        }
        throw CallStatus.UNIMPLEMENTED
                .withDescription(
                        "this server writes by INSERT [OR REPLACE] INTO namespace.set (__key, columns) and a query or"
                                + " VALUES, and by DELETE FROM namespace.set WHERE. It has no UPDATE: write the changed"
                                + " rows by bulk ingest, which keeps other bins.")
                .toRuntimeException();
    }

    private static WriteStatement insert(Matcher parts) {
        if (parts.group(3) == null) {
            throw new IllegalArgumentException("name the columns of the rows: INSERT INTO namespace.set (__key, a, b)");
        }
        List<String> columns = names(parts.group(3));
        if (!columns.contains(MetadataColumn.KEY.columnName())) {
            throw new IllegalArgumentException("the columns " + columns + " have no __key, the key of the record");
        }
        for (String column : columns) {
            MetadataColumn metadata = MetadataColumn.named(column);
            if (metadata != null && metadata != MetadataColumn.KEY) {
                throw new IllegalArgumentException("column " + column + " is metadata and cannot be inserted");
            }
        }
        if (columns.stream().distinct().count() < columns.size()) {
            throw new IllegalArgumentException("a column is there twice: " + columns);
        }
        Kind kind = parts.group(1) == null ? Kind.INSERT : Kind.REPLACE;
        return of(kind, parts.group(2), columns, parts.group(4));
    }

    private static WriteStatement delete(Matcher parts) {
        String alias = parts.group(2) == null ? "" : " AS " + parts.group(2);
        String where = parts.group(3) == null ? "" : parts.group(3);
        String digest = MetadataColumn.DIGEST.columnName();
        String query = "SELECT " + digest + " FROM " + parts.group(1) + alias + where;
        return of(Kind.DELETE, parts.group(1), List.of(digest), query);
    }

    private static WriteStatement of(Kind kind, String table, List<String> columns, String query) {
        List<String> parts = names(table);
        if (parts.size() < 2) {
            throw new IllegalArgumentException("table '" + table + "' has no namespace. Write namespace.set.");
        }
        return new WriteStatement(kind, parts.get(parts.size() - 2), parts.get(parts.size() - 1), columns, query);
    }

    private static List<String> names(String list) {
        List<String> names = new ArrayList<>();
        Matcher name = ONE_NAME.matcher(list);
        while (name.find()) {
            String text = name.group();
            names.add(
                    text.startsWith("\"") ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text);
        }
        return names;
    }

    /** Returns whether the rows are the parameters as they are. */
    public boolean insertsParameters() {
        return kind != Kind.DELETE
                && PARAMETERS.matcher(query).matches()
                && query.chars().filter(c -> c == '?').count() == columns.size();
    }
}
