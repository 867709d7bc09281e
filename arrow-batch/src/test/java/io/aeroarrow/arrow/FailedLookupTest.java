package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.INT64;
import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.junit.jupiter.api.Test;

/** A lookup that cannot be opened holds no memory. */
class FailedLookupTest {

    private static final int KEYS = 1_000;

    @Test
    void releasesTheSetNameIfThereIsNoMemoryForDigests() {
        try (EmbeddedServer server = EmbeddedServer.start(ServerConfig.builder().build());
                AeroArrowClient client =
                        AeroArrowClient.connect(ClientConfig.of(new HostAddress(server.host(), server.port())));
                BufferAllocator allocator = new RootAllocator();
                BufferAllocator small = allocator.newChildAllocator("small", 0, 4_096);
                BigIntVector keys = new BigIntVector("keys", allocator)) {
            keys.allocateNew(KEYS);
            for (int i = 0; i < KEYS; i++) {
                keys.set(i, i);
            }
            keys.setValueCount(KEYS);
            Lookup lookup =
                    AeroArrow.over(client, small).batchRead("test", "none").schema(schema(field("id", INT64)));
            assertThatThrownBy(() -> lookup.result(keys)).isInstanceOf(OutOfMemoryException.class);
            assertThat(small.getAllocatedMemory()).isZero();
        }
    }
}
