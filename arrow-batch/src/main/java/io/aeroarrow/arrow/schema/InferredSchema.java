package io.aeroarrow.arrow.schema;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What a sample of a set tells about it.
 *
 * @param bins a field for each bin that was seen, by name
 * @param key the field {@code __key}, typed as the stored user keys are; utf8 if none is stored
 * @param records how many records were looked at
 * @param stable whether a larger sample has told nothing new, or all records were looked at; if not, others may hold
 *     bins and types that are not in the schema
 * @param report what was seen of each bin, in the order of the fields
 */
public record InferredSchema(Schema bins, Field key, long records, boolean stable, List<BinReport> report) {

    public InferredSchema {
        report = List.copyOf(report);
    }

    /** The report as a table for people. */
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
                "%s%n%d records looked at; %s%n",
                TextTable.of(List.of("bin", "type", "seen", "missing", "examples"), rows),
                records,
                stable ? "a larger sample would tell nothing new" : "other records may hold other bins and types");
    }
}
