package io.aeroarrow.spark.internal.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.Write;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.options.WriteOptions;
import io.aeroarrow.spark.internal.runtime.SparkMemory;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sender that cannot be opened holds no memory. */
@Timeout(60)
class FailedSenderTest {

    private static final StructType COLUMNS = new StructType().add("id", DataTypes.LongType);
    private static final Map<String, String> OPTIONS =
            Map.of("host", "127.0.0.1", "namespace", "test", "set", "none", "keyColumn", "id");

    private EmbeddedServer server;
    private AeroArrowClient client;

    @BeforeEach
    void start() {
        server = EmbeddedServer.start(ServerConfig.builder().build());
        client = AeroArrowClient.connect(ClientConfig.of(new HostAddress(server.host(), server.port())));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private Write write(BufferAllocator allocator) {
        return AeroArrow.over(client, allocator).write("test", "none").keyColumn("id");
    }

    private static RowSender sender(StructType columns, List<Integer> ordinals, Write write) {
        WriteTarget target =
                new WriteTarget(SourceOptions.parse(OPTIONS, Map.of()), WriteOptions.parse(OPTIONS, Map.of()));
        WriteLayout layout =
                new WriteLayout(columns, ordinals, new ControlColumns("id", false, null, null, null), true);
        return new RowSender(target, layout, write, new TaskAttempt(0, 0, 0));
    }

    @Test
    void aBufferThatFailsLeavesNoRun() {
        long vectors = SparkMemory.allocator().getAllocatedMemory();
        try (BufferAllocator allocator = new RootAllocator()) {
            // More ordinals than columns.
            assertThatThrownBy(() -> sender(COLUMNS, List.of(0, 1), write(allocator)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(allocator.getAllocatedMemory()).isZero();
        }
        assertThat(SparkMemory.allocator().getAllocatedMemory()).isEqualTo(vectors);
    }

    @Test
    void aRunThatFailsLeavesNoBuffer() {
        long vectors = SparkMemory.allocator().getAllocatedMemory();
        try (BufferAllocator allocator = new RootAllocator(64)) {
            assertThatThrownBy(() -> sender(COLUMNS, List.of(0), write(allocator)))
                    .isInstanceOf(OutOfMemoryException.class);
            assertThat(allocator.getAllocatedMemory()).isZero();
        }
        assertThat(SparkMemory.allocator().getAllocatedMemory()).isEqualTo(vectors);
    }
}
