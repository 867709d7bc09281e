package io.aeroarrow.arrow;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.RecordStream;
import io.aeroarrow.model.ScanRequest;
import io.aeroarrow.protocol.Particle;
import io.aeroarrow.protocol.RawMemory;
import io.aeroarrow.protocol.RecordCursor;
import io.aeroarrow.vector.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Finds out, from a sample, which bins a set has and which Arrow types hold their values. */
final class SchemaInference {

    private final Map<String, TypeCounts> bins = new TreeMap<>();
    private final TypeCounts keys = new TypeCounts();
    private long records;

    private SchemaInference() {}

    static InferredSchema infer(AeroArrowClient client, ScanRequest sample) {
        SchemaInference inference = new SchemaInference();
        try (RecordStream stream = client.scan(sample)) {
            for (RecordCursor record = stream.next(); record != null; record = stream.next()) {
                inference.add(record);
            }
        }
        return inference.result();
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
    }

    private InferredSchema result() {
        List<Field> fields = bins.entrySet().stream()
                .map(bin -> bin.getValue().field(bin.getKey()))
                .toList();
        String keyName = Metadata.KEY.columnName();
        Field key = keys.isEmpty() ? Metadata.KEY.field() : keys.field(keyName);
        return new InferredSchema(new Schema(fields), key, records);
    }
}
