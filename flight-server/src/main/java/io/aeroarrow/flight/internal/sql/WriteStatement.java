package io.aeroarrow.flight.internal.sql;

import io.aeroarrow.arrow.schema.MetadataColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An INSERT, UPDATE or DELETE statement, and the SELECT statement whose rows it writes or deletes.
 *
 * @param kind what happens to the rows
 * @param columns the bins and the key, or digest and generation, in the order of the rows
 * @param query the rows: those to insert, the digests of those to delete, or digests, generations and values
 */
public record WriteStatement(Kind kind, String namespace, String set, List<String> columns, String query) {

    /** What happens to the rows. */
    public enum Kind {
        /** Creates records; a record that exists is an error. */
        INSERT,
        /** Creates or replaces records. */
        REPLACE,
        /** Changes bins of records that have not changed since they were read. */
        UPDATE,
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
    private static final Pattern UPDATE = Pattern.compile(
            "\\s*UPDATE\\s+" + TABLE + "(?:\\s+(?:AS\\s+)?(?!SET\\b)(" + NAME + "))?\\s+SET\\b(.*)", FLAGS);
    private static final Pattern STARTS = Pattern.compile("\\s*(INSERT|DELETE|UPDATE)\\b.*", FLAGS);
    private static final Pattern ONE_NAME = Pattern.compile(NAME);
    private static final Pattern PARAMETERS =
            Pattern.compile("VALUES\\s*\\(\\s*\\?(?:\\s*,\\s*\\?)*\\s*\\)\\s*;?\\s*", FLAGS);

    public WriteStatement {
        columns = List.copyOf(columns);
    }

    /** Returns whether a text is such a statement. */
    public static boolean isWrite(String sql) {
        return STARTS.matcher(sql).matches();
    }

    /**
     * Returns the statement of a text, or empty if it is no such statement.
     *
     * @param schemas returns the columns of the set of a namespace; called for UPDATE only
     */
    public static Optional<WriteStatement> of(String sql, BiFunction<String, String, Schema> schemas) {
        if (!isWrite(sql)) {
            return Optional.empty();
        }
        String text = sql.strip().replaceAll(";\\s*$", "");
        Matcher insert = INSERT.matcher(text);
        if (insert.matches()) {
            return Optional.of(insert(insert));
        }
        Matcher update = UPDATE.matcher(text);
        if (update.matches()) {
            UpdateStatement statement = update(update);
            return Optional.of(statement.over(schemas.apply(statement.namespace(), statement.set())));
        }
        Matcher delete = DELETE.matcher(text);
        if (delete.matches()) {
            return Optional.of(delete(delete));
        }
        throw CallStatus.UNIMPLEMENTED
                .withDescription(
                        "this server writes by INSERT [OR REPLACE] INTO namespace.set (__key, columns) and a query or"
                                + " VALUES, by UPDATE namespace.set SET column = expression WHERE, and by DELETE FROM"
                                + " namespace.set WHERE.")
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

    private static UpdateStatement update(Matcher parts) {
        String[] table = table(parts.group(1));
        return new UpdateStatement(
                table[0], table[1], parts.group(1) + alias(parts.group(2)), UpdateText.of(parts.group(3)));
    }

    private static String alias(@Nullable String name) {
        return name == null ? "" : " AS " + name;
    }

    private static WriteStatement delete(Matcher parts) {
        String where = parts.group(3) == null ? "" : parts.group(3);
        String digest = MetadataColumn.DIGEST.columnName();
        String query = "SELECT " + digest + " FROM " + parts.group(1) + alias(parts.group(2)) + where;
        return of(Kind.DELETE, parts.group(1), List.of(digest), query);
    }

    private static WriteStatement of(Kind kind, String table, List<String> columns, String query) {
        String[] parts = table(table);
        return new WriteStatement(kind, parts[0], parts[1], columns, query);
    }

    /** Returns the namespace and the set of a table. */
    private static String[] table(String table) {
        List<String> parts = names(table);
        if (parts.size() < 2) {
            throw new IllegalArgumentException("table '" + table + "' has no namespace. Write namespace.set.");
        }
        return new String[] {parts.get(parts.size() - 2), parts.get(parts.size() - 1)};
    }

    static boolean isName(String text) {
        return ONE_NAME.matcher(text).matches();
    }

    static List<String> names(String list) {
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
        return (kind == Kind.INSERT || kind == Kind.REPLACE)
                && PARAMETERS.matcher(query).matches()
                && query.chars().filter(c -> c == '?').count() == columns.size();
    }
}
