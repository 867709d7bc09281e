package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.embedded.RecordLoader;
import io.aeroarrow.policy.ClientConfig;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.Test;

class ArrowServiceTest {

    @Test
    void streamsPeopleOfAtLeastTheAge() throws Exception {
        try (EmbeddedAerospike aerospike = EmbeddedAerospike.start();
                ArrowService service =
                        new ArrowService(ClientConfig.of(aerospike.host(), aerospike.port()), "test", 0);
                BufferAllocator allocator = new RootAllocator()) {
            RecordLoader people = aerospike.load("test", "people");
            people.put(1, Map.of("name", "Ada", "age", 36));
            people.put(2, Map.of("name", "Bob", "age", 7));
            people.put(3, Map.of("name", "Grace", "age", 85));

            TreeSet<String> names = new TreeSet<>();
            URI uri = URI.create("http://127.0.0.1:" + service.port() + "/people?18");
            try (InputStream stream = uri.toURL().openStream();
                    ArrowStreamReader reader = new ArrowStreamReader(stream, allocator)) {
                while (reader.loadNextBatch()) {
                    var name = reader.getVectorSchemaRoot().getVector("name");
                    for (int row = 0; row < name.getValueCount(); row++) {
                        names.add(name.getObject(row).toString());
                    }
                }
            }
            assertEquals("[Ada, Grace]", names.toString());
        }
    }
}
