package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * How the predicates of a query are evaluated. All of them must be true.
 *
 * @param filter the filter for the servers; null for none
 * @param keys the keys of all records that can match, to be looked up; null if not restricted
 * @param partitions the partitions that can hold matching records
 * @param nothing whether no record can match
 * @param pushed the predicates that are pushed down, fully or in part
 * @param residual the predicates that Spark evaluates (again)
 */
public record Pushdown(
        @Nullable Filter filter,
        @Nullable KeySet keys,
        PartitionSet partitions,
        boolean nothing,
        List<Predicate> pushed,
        List<Predicate> residual) {

    private static final Set<String> NULL_REJECTING =
            Set.of("=", "<>", "<", "<=", ">", ">=", "IN", "STARTS_WITH", "IS_NOT_NULL");

    /** The push-down without predicates. */
    public static final Pushdown NO_PREDICATES =
            new Pushdown(null, null, PartitionSet.all(), false, List.of(), List.of());

    /**
     * Plans the push-down of predicates.
     *
     * @param columns all readable columns, including record metadata
     * @param onMismatch the policy of columns without their own
     * @param set the set to read; empty for a whole namespace, where records cannot be looked up by key
     * @param keyBin the column of a bin that holds the user key; null if there is none
     */
    public static Pushdown of(
            StructType columns,
            OnMismatch onMismatch,
            String set,
            @Nullable String keyBin,
            List<Predicate> predicates) {
        return new Builder(new FilterableColumns(columns, onMismatch), set, keyBin).build(predicates);
    }

    /** Returns whether the servers evaluate all predicates exactly. */
    public boolean isExact() {
        return residual.isEmpty();
    }

    /**
     * Returns whether records can be looked up by a column.
     *
     * @param keyBin the column of a bin that holds the user key; null if there is none
     */
    public static boolean isKeyColumn(StructField column, @Nullable String keyBin) {
        boolean isKey = column.name().equals(TableColumns.KEY)
                || column.name().equals(TableColumns.DIGEST)
                || column.name().equals(keyBin);
        boolean isText = TableColumns.isJsonType(TableColumns.type(column.metadata(), ""));
        return isKey && !isText && KeySet.admits(column.dataType());
    }

    /**
     * Adds keys of a runtime filter.
     *
     * @param also an additional filter, applied if there were no keys before
     */
    public Pushdown withKeys(KeySet found, String set, @Nullable Filter also) {
        if (keys != null) {
            if (keys.digests() != found.digests()) {
                return this;
            }
            KeySet both = keys.intersect(found);
            return new Pushdown(filter, both, partitions, nothing || both.size() == 0, pushed, residual);
        }
        Filter joined = both(filter, also);
        Filter ofSet = found.digests() ? both(joined, FilterableColumns.ofSet(set)) : joined;
        return new Pushdown(ofSet, found, partitions, nothing || found.size() == 0, pushed, residual);
    }

    /**
     * Reads the partitions of the digests instead of looking up records by them: lookups do not return the stored keys. Spark
     * tests conditions on digests again, so that it drops the other records.
     */
    public Pushdown withoutLookups(String set) {
        return keys == null
                ? this
                : new Pushdown(filter, null, partitions, nothing, pushed, residual).within(keys.partitions(set));
    }

    /** Restricts the records to those of some partitions. */
    public Pushdown within(PartitionSet chosen) {
        PartitionSet both = partitions.intersect(chosen);
        return new Pushdown(filter, keys, both, nothing || both.isEmpty(), pushed, residual);
    }

    /** Returns the conjunction of two filters; null if both are null. */
    public static @Nullable Filter both(@Nullable Filter one, @Nullable Filter other) {
        if (one == null) {
            return other;
        }
        return other == null ? one : one.and(other);
    }

    /** Returns whether a predicate can be printed: Spark fails to print a null binary literal. */
    public static boolean isShowable(Expression predicate) {
        boolean nullBytes = predicate instanceof Literal<?> literal
                && literal.value() == null
                && literal.dataType().equals(DataTypes.BinaryType);
        return !nullBytes && Arrays.stream(predicate.children()).allMatch(Pushdown::isShowable);
    }

    private static final class Builder {
        private final FilterableColumns columns;
        private final String set;
        private final @Nullable String keyBin;
        private final List<Predicate> pushed = new ArrayList<>();
        private final List<Predicate> residual = new ArrayList<>();
        /** The paths that are not null in all records that the servers return. */
        private final Set<ColumnPath> notNull = new HashSet<>();
        /** The paths that are not null in all records that pass a pushed predicate, which Spark tests again. */
        private final Set<ColumnPath> preFiltered = new HashSet<>();

        private RecordSelection selection = RecordSelection.any();
        private @Nullable KeySet keys;
        private PartitionSet partitions = PartitionSet.all();

        Builder(FilterableColumns columns, String set, @Nullable String keyBin) {
            this.columns = columns;
            this.set = set;
            this.keyBin = keyBin;
        }

        Pushdown build(List<Predicate> predicates) {
            List<Predicate> translated = new ArrayList<>();
            for (Predicate predicate : predicates) {
                if (!takeKeys(predicate) && !takePartitions(predicate)) {
                    translated.add(predicate);
                }
            }
            PredicateTranslator translator = new PredicateTranslator(columns, keys != null);
            translated.stream()
                    .filter(predicate -> !isNotNull(predicate))
                    .forEach(predicate -> add(predicate, translator.translate(predicate)));
            // Spark adds IS NOT NULL to each comparison. Servers need not test what the comparison implies.
            for (Predicate predicate : translated) {
                if (isNotNull(predicate)) {
                    addNotNull(predicate, translator);
                }
            }
            if (keys != null && keys.digests()) {
                // A digest may belong to a record of another set.
                selection = joined(selection, RecordSelection.exactly(FilterableColumns.ofSet(set)));
            }
            boolean nothing = selection instanceof RecordSelection.None
                    || partitions.isEmpty()
                    || (keys != null && keys.size() == 0);
            Filter filter = selection instanceof RecordSelection.Some some ? some.filter() : null;
            return new Pushdown(filter, keys, partitions, nothing, List.copyOf(pushed), List.copyOf(residual));
        }

        private void add(Predicate predicate, RecordSelection found) {
            if (found instanceof RecordSelection.Any) {
                residual.add(predicate);
                return;
            }
            if (isShowable(predicate)) {
                pushed.add(predicate);
            }
            selection = joined(selection, found);
            if (found.isExact()) {
                noteNotNull(predicate, notNull);
            } else {
                residual.add(predicate);
                noteNotNull(predicate, preFiltered);
            }
        }

        private static void noteNotNull(Predicate predicate, Set<ColumnPath> paths) {
            ColumnPath path = path(predicate);
            if (path != null && NULL_REJECTING.contains(predicate.name())) {
                paths.add(path);
            }
        }

        private void addNotNull(Predicate predicate, PredicateTranslator translator) {
            ColumnPath path = path(predicate);
            RecordSelection found = translator.translate(predicate);
            if (path == null || !(leads(path, notNull) || leads(path, preFiltered))) {
                add(predicate, found);
                return;
            }
            if (!(found instanceof RecordSelection.Any)) {
                pushed.add(predicate);
            }
            if (!leads(path, notNull)) {
                residual.add(predicate);
            }
        }

        private static boolean leads(ColumnPath path, Set<ColumnPath> paths) {
            return paths.stream().anyMatch(path::leadsTo);
        }

        private static RecordSelection joined(RecordSelection one, RecordSelection other) {
            return one instanceof RecordSelection.Any
                    ? other
                    : other instanceof RecordSelection.Any ? one : one.and(other);
        }

        private static boolean isNotNull(Predicate predicate) {
            return predicate.name().equals("IS_NOT_NULL");
        }

        private static @Nullable ColumnPath path(Predicate predicate) {
            ColumnPath first = ColumnPath.of(predicate.children()[0]);
            return first != null ? first : ColumnPath.of(predicate.children()[predicate.children().length - 1]);
        }

        private boolean takeKeys(Predicate predicate) {
            String column = equated(predicate);
            boolean digests = TableColumns.DIGEST.equals(column);
            if (set.isEmpty()
                    || column == null
                    || !(digests || column.equals(TableColumns.KEY) || column.equals(keyBin))
                    || !columns.type(ColumnPath.of(column)).map(KeySet::admits).orElse(false)
                    || (keys != null && keys.digests() != digests)) {
                return false;
            }
            List<Object> literals = literals(predicate);
            KeySet found = literals == null ? null : KeySet.of(digests, literals);
            if (found == null) {
                return false;
            }
            keys = keys == null ? found : keys.intersect(found);
            pushed.add(predicate);
            // Another client may have changed the bin of the record with this key. See withoutLookups for digests.
            if (column.equals(keyBin) || digests) {
                residual.add(predicate);
            }
            notNull.add(ColumnPath.of(column));
            return true;
        }

        /** Returns the column that a predicate compares with literals for equality; null for other predicates. */
        private static @Nullable String equated(Predicate predicate) {
            boolean equality = predicate.name().equals("=") || predicate.name().equals("<=>");
            if (!equality && !predicate.name().equals("IN")) {
                return null;
            }
            Expression first = predicate.children()[0];
            return PredicateTranslator.column(
                    equality && first instanceof Literal<?> ? predicate.children()[1] : first);
        }

        /** Returns the literals of an equality or IN list; null if one of them is null or not a literal. */
        private static @Nullable List<Object> literals(Predicate predicate) {
            if (predicate.name().equals("IN")) {
                return PredicateTranslator.values(predicate);
            }
            for (Expression child : predicate.children()) {
                if (child instanceof Literal<?> literal) {
                    Object value = literal.value();
                    return value == null ? null : List.of(value);
                }
            }
            return null;
        }

        /** Partitions are selected before the servers are queried. */
        private boolean takePartitions(Predicate predicate) {
            IntStream chosen = PartitionPredicates.chosen(predicate);
            if (chosen == null) {
                return false;
            }
            partitions = partitions.intersect(PartitionSet.of(chosen.boxed().toList()));
            pushed.add(predicate);
            notNull.add(ColumnPath.of(TableColumns.PARTITION));
            return true;
        }
    }
}
