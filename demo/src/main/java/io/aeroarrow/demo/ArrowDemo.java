package io.aeroarrow.demo;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.client.RecordStream;
import io.aeroarrow.demo.TimedWork.Cost;
import io.aeroarrow.model.Record;
import io.aeroarrow.query.ScanRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Scans a set to Arrow vectors and, for comparison, to an object per record; then reads records by key. */
final class ArrowDemo {

    private final Page page;
    private final DemoServer server;
    private final AeroArrowView aero;
    private final BufferAllocator allocator;

    ArrowDemo(Page page, DemoServer server, AeroArrowView aero, BufferAllocator allocator) {
        this.page = page;
        this.server = server;
        this.aero = aero;
        this.allocator = allocator;
    }

    void run() throws IOException {
        infer();
        compare();
        lookUp();
    }

    private void infer() {
        page.title("4. Arrow: the schema of the movies, inferred from a sample");
        aero.inferSchema(server.namespace(), Demo.MOVIES)
                .bins()
                .getFields()
                .forEach(field -> page.line(field.toString()));
    }

    private void compare() throws IOException {
        page.title("5. Arrow vectors or an object per record: 20,000 flights from the same server");
        Schema schema = aero.inferSchema(server.namespace(), Demo.FLIGHTS).bins();
        Cost vectors = TimedWork.measure(() -> scanToVectors(schema));
        Cost objects = TimedWork.measure(this::scanToObjects);
        double nanos = Math.max(vectors.nanosPerRecord(), objects.nanosPerRecord());
        double bytes = Math.max(vectors.bytesPerRecord(), objects.bytesPerRecord());
        page.line("CPU time of the reading thread, per record");
        page.bar("Arrow vectors", vectors.nanosPerRecord(), nanos, "ns");
        page.bar("an object per record", objects.nanosPerRecord(), nanos, "ns");
        page.line("heap allocated by the reading thread, per record");
        page.bar("Arrow vectors", vectors.bytesPerRecord(), bytes, "bytes");
        page.bar("an object per record", objects.bytesPerRecord(), bytes, "bytes");
        page.line(
                "Medians after a warm-up. The objects are this client's; bench/reports compares the official client.");
    }

    private long scanToVectors(Schema schema) throws IOException {
        long rows = 0;
        try (ArrowReader reader = aero.scan(server.namespace(), Demo.FLIGHTS)
                .schema(schema)
                .parallelism(1)
                .reader()) {
            while (reader.loadNextBatch()) {
                rows += reader.getVectorSchemaRoot().getRowCount();
            }
        }
        return rows;
    }

    private long scanToObjects() {
        long values = 0;
        long records = 0;
        try (RecordStream stream = aero.client().scan(ScanRequest.of(server.namespace(), Demo.FLIGHTS))) {
            for (Record flight : stream) {
                values += flight.bins().size();
                records++;
            }
        }
        if (values < records) {
            throw new IllegalStateException(records + " flights have only " + values + " values");
        }
        return records;
    }

    private void lookUp() {
        page.title("6. Arrow: airports by key, in the order of the keys; one does not exist");
        Schema schema = new Schema(aero.inferSchema(server.namespace(), Demo.AIRPORTS).bins().getFields().stream()
                .filter(field -> List.of("iata", "name", "city", "state").contains(field.getName()))
                .toList());
        try (VarCharVector keys = new VarCharVector("key", allocator)) {
            List<String> codes = List.of("SFO", "XXX", "JFK", "ORD");
            for (int i = 0; i < codes.size(); i++) {
                keys.setSafe(i, codes.get(i).getBytes(StandardCharsets.UTF_8));
            }
            keys.setValueCount(codes.size());
            try (VectorSchemaRoot root = aero.batchRead(server.namespace(), Demo.AIRPORTS)
                    .schema(schema)
                    .root(keys)) {
                page.line(root.contentToTSVString());
            }
        }
    }
}
