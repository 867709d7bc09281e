package io.aeroarrow.arrow.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * What a sample tells about one bin.
 *
 * @param field the type that holds all of it
 * @param types how many values of each type were seen, by the type's name, the most frequent first
 * @param missing how many of the records have no such bin
 * @param examples some values, shortened
 */
public record BinReport(Field field, Map<String, Long> types, long missing, List<String> examples) {

    public BinReport {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
        examples = List.copyOf(examples);
    }
}
