package io.aeroarrow.docs;

// The program of README.md. `make snippets` also runs it from the page.

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.policy.ClientConfig;
import java.nio.charset.StandardCharsets;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

public final class FirstRead {
    public static void main(String[] arguments) throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                AeroArrow aero = AeroArrow.connect(ClientConfig.of("localhost", 3000), allocator)) {

            Schema schema = aero.inferSchema("test", "airports").bins();
            try (ArrowReader reader =
                    aero.scan("test", "airports").schema(schema).reader()) {
                while (reader.loadNextBatch()) {
                    System.out.println(reader.getVectorSchemaRoot().getRowCount() + " rows");
                }
            }

            try (VarCharVector keys = new VarCharVector("key", allocator)) {
                keys.setSafe(0, "SFO".getBytes(StandardCharsets.UTF_8));
                keys.setSafe(1, "XXX".getBytes(StandardCharsets.UTF_8));
                keys.setValueCount(2);
                // One row per key, in key order. __result_code is 0 for a record that was found, 2 for a missing one.
                try (VectorSchemaRoot root =
                        aero.batchRead("test", "airports").schema(schema).root(keys)) {
                    System.out.print(root.contentToTSVString());
                }
            }
        }
    }
}
