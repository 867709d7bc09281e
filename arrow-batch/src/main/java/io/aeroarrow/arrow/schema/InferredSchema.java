package io.aeroarrow.arrow.schema;

import io.aeroarrow.filter.Filter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A schema inferred from a sample of a set.
 *
 * @param bins one field for each bin of the sample, sorted by bin name
 * @param key the field {@code __key}, of a type that holds every stored user key; utf8 if no record stores its key
 * @param records how many records the sample has
 * @param stable whether a larger sample added no information, or the sample is the whole set; if false, other records
 *     may have other bins and types
 * @param report what was found in each bin, in the order of the fields
 */
public record InferredSchema(Schema bins, Field key, long records, boolean stable, List<BinReport> report) {

    /**
     * Copies {@code report}.
     *
     * @param bins as in {@link #bins()}
     * @param key as in {@link #key()}
     * @param records as in {@link #records()}
     * @param stable as in {@link #stable()}
     * @param report as in {@link #report()}
     */
    public InferredSchema {
        report = List.copyOf(report);
    }

    /**
     * Returns what the sample contradicts in a filter: bins that no sampled record has, with the nearest name, and literals
     * that no sampled value can match. Other records may have them if {@link #stable()} is false.
     *
     * @param filter the filter
     * @return one message each; empty if nothing is contradicted, or the sample is empty
     */
    public List<String> doubts(Filter filter) {
        return FilterDoubts.of(filter, this);
    }

    /** {@return the report as a text table} */
    public String toTable() {
        List<List<String>> rows = report.stream()
                .map(bin -> List.of(
                        bin.field().getName(),
                        bin.field().getType().toString(),
                        bin.types().entrySet().stream()
                                .map(type -> type.getKey() + " " + type.getValue())
                                .collect(Collectors.joining(", ")),
                        Long.toString(bin.missing()),
                        String.join(", ", bin.examples())))
                .toList();
        return String.format(
                Locale.ROOT,
                "%s%n%d records sampled; %s%n",
                TextTable.of(List.of("bin", "type", "seen", "missing", "examples"), rows),
                records,
                stable ? "a larger sample adds no information" : "other records may have other bins and types");
    }
}
