package io.aeroarrow.client;

import io.aeroarrow.admin.ClusterCapabilities;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.ServerFeature;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.query.IndexQuery;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A secondary index that serves a filter: the index query finds all records that match the filter, and perhaps others, so the
 * servers test the filter as well.
 *
 * @param index the index
 * @param query finds all records that match the filter
 * @param reason why this index was selected among several; empty if it is the only one
 */
public record IndexSelection(IndexStatus index, IndexQuery query, String reason) {

    private static final int SHOWN = 3;

    /** Checks the components. */
    public IndexSelection {
        Objects.requireNonNull(index, "index");
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * Returns the indexes that serve a filter by an equality, a list of values or a range.
     *
     * @param indexes the indexes of the namespace
     * @param set the set to read; empty for the namespace
     * @param filter the filter
     * @param servers what the servers can do: from 8.1 on, an index on all sets serves each set
     * @return the candidates; empty if there is none
     */
    public static List<IndexSelection> candidates(
            List<IndexStatus> indexes, String set, Filter filter, ClusterCapabilities servers) {
        boolean allSets = servers.supports(ServerFeature.INDEX_BY_NAME);
        return indexes.stream()
                .filter(index -> index.readable()
                        && (index.set().equals(set) || (allSets && index.set().isEmpty())))
                .flatMap(index -> of(index, filter).stream())
                .toList();
    }

    /**
     * Returns the use of one index for a filter.
     *
     * @param index the index, of the set that is read
     * @param filter the filter
     * @return empty if the index does not serve the filter
     */
    public static Optional<IndexSelection> of(IndexStatus index, Filter filter) {
        return of(index, filter, IndexConditions.Use.ALL);
    }

    /**
     * Returns the use of one index for a filter, also by a condition that is true for integers and floats, such as {@link
     * Filter#acrossNumbers} makes. The query then finds the records with integers only.
     *
     * @param index the index, of the set that is read
     * @param filter the filter
     * @return empty if the index does not serve the filter
     */
    public static Optional<IndexSelection> ofIntegers(IndexStatus index, Filter filter) {
        return of(index, filter)
                .or(() -> IndexConditions.of(index, filter, IndexConditions.Use.INTEGERS)
                        .map(query -> new IndexSelection(index, query, "integers only")));
    }

    private static Optional<IndexSelection> of(IndexStatus index, Filter filter, IndexConditions.Use use) {
        return IndexConditions.of(index, filter, use).map(query -> new IndexSelection(index, query, ""));
    }

    /** {@return the condition on the indexed values, such as {@code = 5} or {@code 5..9}} */
    public String condition() {
        return query.predicate() instanceof IndexQuery.AnyOf any
                ? "IN (" + listed(any.predicates()) + ")"
                : condition(query.predicate());
    }

    private static String listed(List<IndexQuery.Predicate> values) {
        return values.size() > SHOWN
                ? values.size() + " values"
                : values.stream()
                        .map(value -> condition(value).replaceFirst("^= ", ""))
                        .collect(Collectors.joining(", "));
    }

    private static String condition(IndexQuery.Predicate predicate) {
        if (predicate instanceof IndexQuery.IntegerRange range) {
            return range.low() == range.high()
                    ? "= " + range.low()
                    : end(range.low(), Long.MIN_VALUE) + ".." + end(range.high(), Long.MAX_VALUE);
        }
        return predicate instanceof IndexQuery.TextEqual text ? "= '" + text.value() + "'" : "= ...";
    }

    private static String end(long value, long open) {
        return value == open ? "" : String.valueOf(value);
    }

    /** {@return the name, condition and reason, as plans show them} */
    @Override
    public String toString() {
        return index.name() + " " + condition() + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
