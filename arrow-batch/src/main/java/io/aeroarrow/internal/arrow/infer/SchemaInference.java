package io.aeroarrow.internal.arrow.infer;

import io.aeroarrow.arrow.schema.BinReport;
import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.query.ScanRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Infers from a sample which bins a set has, and which Arrow types hold their values. */
public final class SchemaInference {

    /** The factor from each sample to the next. */
    private static final int GROWTH = 4;
    /** The factor from the first sample to the largest one. */
    private static final int MAX_GROWTH = 16;

    private final Map<String, TypeCounts> bins = new TreeMap<>();
    private final ExampleValues examples = new ExampleValues();
    private final TypeCounts keys = new TypeCounts();
    private long records;

    private SchemaInference() {}

    /**
     * Reads larger and larger samples until a larger sample adds no information.
     *
     * @param first the request for the first sample
     */
    public static InferredSchema infer(CursorClient client, ScanRequest first) {
        long maxRecords = first.maxRecords() * MAX_GROWTH;
        InferredSchema before = sample(client, first);
        for (long limit = first.maxRecords(); !before.stable() && limit < maxRecords; limit *= GROWTH) {
            InferredSchema larger = sample(client, first.withMaxRecords(limit * GROWTH));
            boolean same = larger.bins().equals(before.bins()) && larger.key().equals(before.key());
            before = same
                    ? new InferredSchema(larger.bins(), larger.key(), larger.records(), true, larger.report())
                    : larger;
        }
        return before;
    }

    private static InferredSchema sample(CursorClient client, ScanRequest sample) {
        SchemaInference inference = new SchemaInference();
        try (RecordCursors stream = client.scan(sample)) {
            for (RecordCursor record = stream.next(); record != null; record = stream.next()) {
                inference.add(record);
            }
        }
        return inference.result(sample.maxRecords());
    }

    private void add(RecordCursor record) {
        records++;
        if (record.keyParticle() != Particle.NULL) {
            keys.add(record.keyParticle());
        }
        record.rewindOps();
        while (record.nextOp()) {
            String name = new String(RawMemory.toArray(record.name(), record.nameLength()), StandardCharsets.UTF_8);
            bins.computeIfAbsent(name, bin -> new TypeCounts())
                    .add(record.particle(), record.value(), record.valueLength());
        }
        examples.add(record);
    }

    private InferredSchema result(long limit) {
        List<Field> fields = new ArrayList<>();
        List<BinReport> report = new ArrayList<>();
        bins.forEach((name, counts) -> {
            Field field = counts.field(name);
            fields.add(field);
            report.add(new BinReport(
                    field,
                    counts.byName(),
                    records - counts.count(),
                    counts.bytes(),
                    counts.values(),
                    examples.of(name)));
        });
        String keyName = MetadataColumn.KEY.columnName();
        Field key = keys.isEmpty() ? MetadataColumn.KEY.field() : keys.field(keyName);
        return new InferredSchema(new Schema(fields), key, records, records < limit, report);
    }
}
