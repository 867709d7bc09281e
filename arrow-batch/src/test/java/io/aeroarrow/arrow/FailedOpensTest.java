package io.aeroarrow.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writes and readers that cannot be opened leave no memory and no operation behind. */
@Timeout(60)
class FailedOpensTest {

    private static final Schema SCHEMA = new Schema(List.of(Field.nullable("v", new ArrowType.Int(64, true))));

    private static AeroArrowClient connect(EmbeddedCluster servers) {
        return AeroArrowClient.connect(ClientConfig.of(
                new HostAddress("127.0.0.1", servers.addresses().get(0).getPort())));
    }

    @Test
    void aWriteWithoutMemoryLeavesNothing() {
        try (EmbeddedCluster servers = EmbeddedCluster.start(1);
                AeroArrowClient client = connect(servers);
                RootAllocator allocator = new RootAllocator(1_000)) {
            Write write = AeroArrow.over(client, allocator).write("test", "none");
            assertThatThrownBy(write::start).isInstanceOf(OutOfMemoryException.class);
            assertThat(allocator.getAllocatedMemory()).isZero();
            assertThat(client.metrics().memoryUsed()).isZero();
        }
    }

    @Test
    void readersOfAClosedClientLeaveNothing() {
        try (EmbeddedCluster servers = EmbeddedCluster.start(1);
                RootAllocator allocator = new RootAllocator()) {
            servers.load("test", "some").put(1, Map.of("v", 1));
            AeroArrowClient client = connect(servers);
            Scan scan = AeroArrow.over(client, allocator).scan("test", "some").schema(SCHEMA);
            client.close();
            assertThatThrownBy(() -> scan.readers(4)).isInstanceOf(AeroArrowException.class);
            assertThat(allocator.getChildAllocators()).isEmpty();
        }
    }

    @Test
    void aRootLargerThanTheAllocatorLeavesNothing() {
        try (EmbeddedCluster servers = EmbeddedCluster.start(1);
                AeroArrowClient client = connect(servers);
                RootAllocator allocator = new RootAllocator(200_000)) {
            for (int i = 0; i < 50_000; i++) {
                servers.load("test", "some").put(i, Map.of("v", i));
            }
            Scan scan = AeroArrow.over(client, allocator)
                    .scan("test", "some")
                    .schema(SCHEMA)
                    .options(options -> options.withBatchRows(1_000));
            assertThatThrownBy(scan::root).isInstanceOf(OutOfMemoryException.class);
            assertThat(allocator.getAllocatedMemory()).isZero();
            assertThat(client.metrics().memoryUsed()).isZero();
        }
    }
}
