package io.aeroarrow.spark.pushdown;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.model.PartitionSet;
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
 * What becomes of the predicates of a query, all of which must be true.
 *
 * @param filter what servers test; null for nothing
 * @param keys the only records that can match, to be looked up; null if it may be any
 * @param partitions the only ones that can hold such records
 * @param nothing whether no record can match
 * @param pushed the predicates that are tested by servers, or help them to find the records
 * @param residual those that Spark has to test again
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

    /** Nothing is asked for. */
    public static final Pushdown NOTHING_ASKED =
            new Pushdown(null, null, PartitionSet.all(), false, List.of(), List.of());

    /** All predicates are left to Spark. */
    public static Pushdown none(List<Predicate> predicates) {
        return new Pushdown(null, null, PartitionSet.all(), false, List.of(), List.copyOf(predicates));
    }

    /**
     * Takes predicates apart.
     *
     * @param columns all that can be read, record metadata included
     * @param onMismatch the policy of columns without one of their own
     * @param set the set that is read, empty for a whole namespace, whose records are not looked up
     */
    public static Pushdown of(StructType columns, OnMismatch onMismatch, String set, List<Predicate> predicates) {
        return new Builder(new TestedColumns(columns, onMismatch), set).build(predicates);
    }

    /** Whether servers do all of it, so that what they return is what is asked for. */
    public boolean isExact() {
        return residual.isEmpty();
    }

    /** Whether records can be looked up by a column. */
    public static boolean isLookedUp(StructField column) {
        boolean isKey = column.name().equals(TestedColumns.KEY) || column.name().equals(TestedColumns.DIGEST);
        return isKey && KeySet.admits(column.dataType());
    }

    /**
     * The same with keys that are known only now.
     *
     * @param besides what the records of these keys must match, if there were no keys before
     */
    public Pushdown withKeys(KeySet found, String set, @Nullable Filter besides) {
        if (keys != null) {
            if (keys.digests() != found.digests()) {
                return this;
            }
            KeySet both = keys.intersect(found);
            return new Pushdown(filter, both, partitions, nothing || both.size() == 0, pushed, residual);
        }
        Filter joined = both(filter, besides);
        Filter ofSet = found.digests() ? both(joined, TestedColumns.ofSet(set)) : joined;
        return new Pushdown(ofSet, found, partitions, nothing || found.size() == 0, pushed, residual);
    }

    /** A filter for what two say; null if neither says anything. */
    public static @Nullable Filter both(@Nullable Filter one, @Nullable Filter other) {
        if (one == null) {
            return other;
        }
        return other == null ? one : one.and(other);
    }

    /** Whether a predicate can be shown: Spark fails over a null of bytes. */
    public static boolean isShowable(Expression predicate) {
        boolean nullBytes = predicate instanceof Literal<?> literal
                && literal.value() == null
                && literal.dataType().equals(DataTypes.BinaryType);
        return !nullBytes && Arrays.stream(predicate.children()).allMatch(Pushdown::isShowable);
    }

    private static final class Builder {
        private final TestedColumns columns;
        private final String set;
        private final List<Predicate> pushed = new ArrayList<>();
        private final List<Predicate> residual = new ArrayList<>();
        private final Set<String> notNull = new HashSet<>();
        private Selection selection = Selection.any();
        private @Nullable KeySet keys;
        private PartitionSet partitions = PartitionSet.all();

        Builder(TestedColumns columns, String set) {
            this.columns = columns;
            this.set = set;
        }

        Pushdown build(List<Predicate> predicates) {
            List<Predicate> tests = new ArrayList<>();
            for (Predicate predicate : predicates) {
                if (!takeKeys(predicate) && !takePartitions(predicate)) {
                    tests.add(predicate);
                }
            }
            PredicateTranslator translator = new PredicateTranslator(columns, keys != null);
            tests.forEach(predicate -> add(predicate, translator.translate(predicate)));
            residual.removeIf(this::isImplied);
            if (keys != null && keys.digests()) {
                // A digest says nothing of the set that its record is in.
                selection = joined(selection, Selection.exactly(TestedColumns.ofSet(set)));
            }
            boolean nothing =
                    selection instanceof Selection.None || partitions.isEmpty() || (keys != null && keys.size() == 0);
            Filter filter = selection instanceof Selection.Some some ? some.filter() : null;
            return new Pushdown(filter, keys, partitions, nothing, List.copyOf(pushed), List.copyOf(residual));
        }

        private void add(Predicate predicate, Selection found) {
            if (found instanceof Selection.Any) {
                residual.add(predicate);
                return;
            }
            if (isShowable(predicate)) {
                pushed.add(predicate);
            }
            selection = joined(selection, found);
            if (found.isExact()) {
                String column = column(predicate);
                if (column != null && NULL_REJECTING.contains(predicate.name())) {
                    notNull.add(column);
                }
            } else {
                residual.add(predicate);
            }
        }

        private static Selection joined(Selection one, Selection other) {
            return one instanceof Selection.Any ? other : other instanceof Selection.Any ? one : one.and(other);
        }

        /** Spark asks for a value that is not null beside each comparison. */
        private boolean isImplied(Predicate predicate) {
            return predicate.name().equals("IS_NOT_NULL") && notNull.contains(column(predicate));
        }

        private static @Nullable String column(Predicate predicate) {
            String first = PredicateTranslator.column(predicate.children()[0]);
            return first != null
                    ? first
                    : PredicateTranslator.column(predicate.children()[predicate.children().length - 1]);
        }

        private boolean takeKeys(Predicate predicate) {
            String column = equated(predicate);
            boolean digests = TestedColumns.DIGEST.equals(column);
            if (set.isEmpty()
                    || column == null
                    || !(digests || column.equals(TestedColumns.KEY))
                    || !columns.type(column).map(KeySet::admits).orElse(false)
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
            notNull.add(column);
            return true;
        }

        /** The column that a predicate wants to be equal to some literals, or null. */
        private static @Nullable String equated(Predicate predicate) {
            boolean equality = predicate.name().equals("=") || predicate.name().equals("<=>");
            if (!equality && !predicate.name().equals("IN")) {
                return null;
            }
            Expression first = predicate.children()[0];
            return PredicateTranslator.column(
                    equality && first instanceof Literal<?> ? predicate.children()[1] : first);
        }

        /** The literals that a column is to be equal to; null if they are not all known, or may be null. */
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

        /** Partitions are chosen before anything is asked. */
        private boolean takePartitions(Predicate predicate) {
            IntStream chosen = PartitionPredicates.chosen(predicate);
            if (chosen == null) {
                return false;
            }
            partitions = partitions.intersect(PartitionSet.of(chosen.boxed().toList()));
            pushed.add(predicate);
            notNull.add(TestedColumns.PARTITION);
            return true;
        }
    }
}
