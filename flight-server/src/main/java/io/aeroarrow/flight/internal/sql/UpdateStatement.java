package io.aeroarrow.flight.internal.sql;

import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.flight.internal.sql.WriteStatement.Kind;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * An UPDATE statement. Its rows are read with their digests and generations, and each record is written only if it still
 * has this generation, so that a value computed from an old record never replaces a newer one.
 *
 * @param table the table and its alias, as the statement writes them
 */
record UpdateStatement(String namespace, String set, String table, UpdateText text) {

    /** Of DuckDB's decimals. */
    private static final int MAX_DIGITS = 38;

    /** Returns the statement with the query of its rows, for the columns of its set. */
    WriteStatement over(Schema columns) {
        List<String> names =
                new ArrayList<>(List.of(MetadataColumn.DIGEST.columnName(), MetadataColumn.GENERATION.columnName()));
        List<String> values = new ArrayList<>(names);
        for (String assignment : text.assignments()) {
            String[] sides = UpdateText.sides(assignment)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + assignment.strip() + "' is no assignment. Write SET column = expression."));
            Field field = field(columns, sides[0]);
            if (names.contains(field.getName())) {
                throw new IllegalArgumentException("the statement assigns column '" + field.getName() + "' twice");
            }
            names.add(field.getName());
            // A comment at the end of the expression must not hide the bracket.
            values.add("CAST((" + sides[1] + "\n) AS " + type(field) + ")");
        }
        String query = "SELECT " + String.join(", ", values) + " FROM " + table + " " + text.where();
        return new WriteStatement(Kind.UPDATE, namespace, set, names, query);
    }

    private Field field(Schema columns, String target) {
        List<String> names = WriteStatement.names(target);
        if (names.size() != 1 || !WriteStatement.isName(target)) {
            throw new IllegalArgumentException(
                    "'" + target + "' is no column. Write SET column = expression, without the table's name.");
        }
        String name = names.get(0);
        if (MetadataColumn.named(name) != null) {
            throw new IllegalArgumentException("column " + name + " is the key or metadata and cannot be assigned");
        }
        List<Field> found = SqlColumns.find(columns, name);
        if (found.size() != 1) {
            throw new IllegalArgumentException("set " + namespace + "." + set + " has " + found.size()
                    + " columns named '" + name + "'. A new bin is added by bulk ingest.");
        }
        return found.get(0);
    }

    /** Returns the type to which an assigned value is cast, so that a bin keeps its type. */
    private static String type(Field field) {
        ArrowType type = field.getType();
        boolean plain = !field.getMetadata().containsKey(FieldMetadata.TYPE_METADATA);
        if (plain
                && type instanceof ArrowType.Int number
                && number.getBitWidth() == Long.SIZE
                && number.getIsSigned()) {
            return "BIGINT";
        }
        if (plain
                && type instanceof ArrowType.FloatingPoint number
                && number.getPrecision() == FloatingPointPrecision.DOUBLE) {
            return "DOUBLE";
        }
        if (plain && type instanceof ArrowType.Utf8) {
            return "VARCHAR";
        }
        if (plain && type instanceof ArrowType.Bool) {
            return "BOOLEAN";
        }
        if (plain && type instanceof ArrowType.Binary) {
            return "BLOB";
        }
        if (plain && type instanceof ArrowType.Date date && date.getUnit() == DateUnit.DAY) {
            return "DATE";
        }
        if (plain && type instanceof ArrowType.Decimal decimal && decimal.getPrecision() <= MAX_DIGITS) {
            return "DECIMAL(" + decimal.getPrecision() + ", " + decimal.getScale() + ")";
        }
        throw new IllegalArgumentException("column '" + field.getName() + "' is " + type
                + ". UPDATE assigns integers, floats, decimals, texts, truth values, bytes and dates; write other"
                + " values by bulk ingest, which keeps the other bins.");
    }
}
