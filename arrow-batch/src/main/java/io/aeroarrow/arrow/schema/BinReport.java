package io.aeroarrow.arrow.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * What a sample shows about one bin.
 *
 * @param field the bin's field, of a type that holds every sampled value
 * @param types how many values of each type were found, by the type's name, the most frequent type first
 * @param missing how many records of the sample do not have the bin
 * @param bytes the stored bytes of all sampled values, without the bin's name
 * @param values how many different values there are, and their range
 * @param examples up to three different values as text, shortened
 */
public record BinReport(
        Field field, Map<String, Long> types, long missing, long bytes, SampledValues values, List<String> examples) {

    /**
     * Copies {@code types}, whose order is kept, and {@code examples}.
     *
     * @param field as in {@link #field()}
     * @param types as in {@link #types()}
     * @param missing as in {@link #missing()}
     * @param bytes as in {@link #bytes()}
     * @param values as in {@link #values()}
     * @param examples as in {@link #examples()}
     */
    public BinReport {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
        examples = List.copyOf(examples);
    }
}
