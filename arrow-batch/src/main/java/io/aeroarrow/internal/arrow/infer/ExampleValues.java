package io.aeroarrow.internal.arrow.infer;

import io.aeroarrow.error.MismatchException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.answer.RecordReader;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BoolValue;
import io.aeroarrow.model.Value.FloatValue;
import io.aeroarrow.model.Value.GeoJsonValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.ListValue;
import io.aeroarrow.model.Value.MapValue;
import io.aeroarrow.model.Value.StringValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects a few values of each bin of a sample, as text. */
final class ExampleValues {

    private static final Logger LOG = LoggerFactory.getLogger(ExampleValues.class);

    private static final int MAX_EXAMPLES = 3;
    private static final int MAX_RECORDS = 100;
    private static final int MAX_CHARACTERS = 24;

    private final RecordReader reader = new RecordReader();
    private final Map<String, List<String>> byBin = new HashMap<>();
    private int records;

    void add(RecordCursor cursor) {
        if (records == MAX_RECORDS) {
            return;
        }
        records++;
        cursor.rewindOps();
        Map<String, Value> bins;
        try {
            bins = reader.bins(cursor);
        } catch (MismatchException e) {
            LOG.debug("skipped a record of the sample for examples: {}", e.getMessage());
            return;
        }
        bins.forEach((bin, value) -> {
            List<String> known = byBin.computeIfAbsent(bin, name -> new ArrayList<>());
            String text = shortened(text(value));
            if (known.size() < MAX_EXAMPLES && !known.contains(text)) {
                known.add(text);
            }
        });
    }

    List<String> of(String bin) {
        return byBin.getOrDefault(bin, List.of());
    }

    private static String shortened(String text) {
        return text.length() <= MAX_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, MAX_CHARACTERS - 1))) + "…";
    }

    private static String text(Value value) {
        if (value instanceof IntegerValue integer) {
            return Long.toString(integer.value());
        } else if (value instanceof FloatValue real) {
            return Double.toString(real.value());
        } else if (value instanceof BoolValue bool) {
            return Boolean.toString(bool.value());
        } else if (value instanceof StringValue string) {
            return "'" + string.value().replaceAll("\\p{Cntrl}", " ") + "'";
        } else if (value instanceof GeoJsonValue geo) {
            return geo.json();
        } else if (value instanceof ListValue list) {
            return list.values().stream().map(ExampleValues::text).collect(Collectors.joining(",", "[", "]"));
        } else if (value instanceof MapValue map) {
            return map.entries().entrySet().stream()
                    .map(entry -> text(entry.getKey()) + ":" + text(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return value.toString();
    }
}
