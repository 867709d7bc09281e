package io.aeroarrow.spark.internal.catalog;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.Operand.ExpressionValue;
import io.aeroarrow.filter.PathStep;
import io.aeroarrow.filter.PathValue;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.model.Value;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.plan.TableStatistics;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import io.aeroarrow.spark.internal.runtime.DriverErrors;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.analysis.IndexAlreadyExistsException;
import org.apache.spark.sql.catalyst.analysis.NoSuchIndexException;
import org.apache.spark.sql.connector.catalog.index.SupportsIndex;
import org.apache.spark.sql.connector.catalog.index.TableIndex;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/** Creates, drops and lists the secondary indexes of a set. */
public final class SetIndexes {

    /** The property for the indexed part of a bin; see {@link IndexCollection}. */
    static final String COLLECTION = "collection";

    /** The property for an expression in base64, which is indexed in place of a column. */
    private static final String EXPRESSION = "expression";

    /** The property of listed indexes for the path of the indexed value in its bin, in base64. */
    private static final String CONTEXT = "context";

    private static final String READABLE = "readable";

    private final AeroArrowClient client;
    private final SourceOptions table;
    private final StructType columns;

    private SetIndexes(AeroArrowClient client, SourceOptions table, StructType columns) {
        this.client = client;
        this.table = table;
        this.columns = columns;
    }

    public static SetIndexes of(SourceOptions table, StructType columns) {
        return new SetIndexes(ClientCache.client(table.client()), table, columns);
    }

    /**
     * Creates an index on one column, or on a field of a struct. Returns when the cluster has registered the index; queries use it
     * when it is filled.
     *
     * @param properties {@code type}: an {@link IndexType}, by default from the column's type; {@code collection}; {@code
     *     expression}: an expression of another client, to index in place of the column
     * @throws IndexAlreadyExistsException if the set has an index of this name
     */
    public void create(String name, NamedReference[] on, Map<String, String> properties)
            throws IndexAlreadyExistsException {
        if (exists(name)) {
            throw new IndexAlreadyExistsException(name, table.tableName(), Option.empty());
        }
        if (on.length != 1) {
            throw new IllegalArgumentException("index '" + name + "' names the columns "
                    + String.join(
                            ", ",
                            Arrays.stream(on).map(NamedReference::describe).toList())
                    + "; a secondary index is on one bin");
        }
        IndexCollection collection =
                choice(properties.getOrDefault(COLLECTION, "DEFAULT"), COLLECTION, IndexCollection.values());
        String type = properties.getOrDefault(SupportsIndex.PROP_TYPE, "");
        SecondaryIndex index = SecondaryIndex.of(
                        table.namespace(),
                        table.set(),
                        name,
                        value(on[0].fieldNames(), properties),
                        type.isEmpty() ? defaultType(on[0]) : choice(type, SupportsIndex.PROP_TYPE, IndexType.values()))
                .withCollection(collection);
        DriverErrors.run(() -> client.createIndex(index));
        TableStatistics.invalidate(table.client(), table.namespace());
    }

    private Operand value(String[] names, Map<String, String> properties) {
        String expression = properties.get(EXPRESSION);
        if (expression != null) {
            return Filter.expressionValue(expression);
        }
        StoredValue value = Filter.bin(TableColumns.bin(columns.apply(names[0])));
        for (int i = 1; i < names.length; i++) {
            value = value.key(names[i]);
        }
        return value;
    }

    private IndexType defaultType(NamedReference on) {
        String column = on.describe();
        DataType type = columns.apply(on.fieldNames()[0]).dataType();
        for (int i = 1; i < on.fieldNames().length; i++) {
            type = type instanceof StructType struct
                    ? struct.apply(on.fieldNames()[i]).dataType()
                    : type;
        }
        if (type instanceof StringType) {
            return IndexType.STRING;
        } else if (type instanceof BinaryType) {
            return IndexType.BLOB;
        } else if (type instanceof IntegralType) {
            return IndexType.NUMERIC;
        }
        throw new IllegalArgumentException("column '" + column + "' is of type " + type.sql()
                + ", which does not determine an index type; add USING numeric, string, blob or geo2dsphere, and for"
                + " lists and maps OPTIONS (collection = 'list'), 'map_keys' or 'map_values'");
    }

    private static <E extends Enum<E>> E choice(String text, String property, E[] choices) {
        return Arrays.stream(choices)
                .filter(choice -> choice.name().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("an index cannot have " + property + " '" + text
                        + "'; it must be one of " + Arrays.toString(choices).toLowerCase(Locale.ROOT)));
    }

    /**
     * Drops an index.
     *
     * @throws NoSuchIndexException if the set has no index of this name
     */
    public void drop(String name) throws NoSuchIndexException {
        if (!exists(name)) {
            throw new NoSuchIndexException(name, table.tableName(), Option.empty());
        }
        DriverErrors.run(() -> client.dropIndex(table.namespace(), name));
        TableStatistics.invalidate(table.client(), table.namespace());
    }

    public boolean exists(String name) {
        return all().stream().anyMatch(index -> index.name().equals(name));
    }

    public TableIndex[] list() {
        return all().stream().map(SetIndexes::describe).toArray(TableIndex[]::new);
    }

    private List<IndexStatus> all() {
        return DriverErrors.oneLine(() -> client.indexes(table.namespace())).stream()
                .filter(index -> index.set().equals(table.set()))
                .toList();
    }

    private static TableIndex describe(IndexStatus index) {
        String column = column(index);
        NamedReference[] on =
                column.isEmpty() ? new NamedReference[0] : new NamedReference[] {Expressions.column(column)};
        Properties properties = new Properties();
        index.value()
                .filter(ExpressionValue.class::isInstance)
                .map(ExpressionValue.class::cast)
                .ifPresent(expression -> properties.setProperty(EXPRESSION, expression.base64()));
        if (!index.context().isEmpty()) {
            properties.setProperty(CONTEXT, index.context());
        }
        properties.setProperty(COLLECTION, index.collection().name());
        properties.setProperty(READABLE, String.valueOf(index.readable()));
        return new TableIndex(index.name(), index.type().name(), on, Map.of(), properties);
    }

    /** The indexed bin, with the fields of structs that lead to the value; empty for an expression. */
    private static String column(IndexStatus index) {
        List<String> names = new ArrayList<>(index.bin().isEmpty() ? List.of() : List.of(index.bin()));
        if (index.value().orElse(null) instanceof PathValue path) {
            for (PathStep step : path.steps()) {
                if (!(step instanceof PathStep.Key key && key.key() instanceof Value.StringValue text)) {
                    break;
                }
                names.add(text.value());
            }
        }
        return names.stream().map(name -> '`' + name.replace("`", "``") + '`').collect(Collectors.joining("."));
    }
}
