package io.aeroarrow.spark.internal.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.pushdown.KeySet;
import io.aeroarrow.spark.internal.runtime.SparkMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers that cannot be opened leave no allocator behind. */
@Timeout(60)
class FailedReadersTest {

    private static final StructType COLUMNS = new StructType().add("id", DataTypes.LongType);

    /** Nothing listens at port 1. */
    private static SourceOptions unreachable() {
        return SourceOptions.parse(
                Map.of("host", "127.0.0.1", "port", "1", "namespace", "test", "set", "none", "connectTimeout", "2000"));
    }

    private static void assertNoAllocator(Runnable open) {
        var before = List.copyOf(SparkMemory.allocator().getChildAllocators());
        assertThatThrownBy(open::run).isInstanceOf(ConnectionFailedException.class);
        assertThat(SparkMemory.allocator().getChildAllocators()).hasSize(before.size());
    }

    @Test
    void aLookupThatCannotConnectLeavesNoAllocator() {
        ReadSpec spec = new ReadSpec(unreachable(), COLUMNS, null, null, 0, EmptyRecords.KEEP, null);
        KeySet keys = new KeySet(false, List.of(Value.of(1)));
        assertNoAllocator(() -> LookupPartitionReader.open(spec, new ReadTask.Lookup(keys, 0)));
    }

    @Test
    void aJoinThatCannotConnectLeavesNoAllocator() {
        LookupKeyColumn key = new LookupKeyColumn("id", 0, false);
        LookupSource records = new LookupSource(unreachable(), COLUMNS, null, false);
        LookupTask task = new LookupTask(records, key, true, new LookupAccumulators(null, null, null, null, null));
        assertNoAllocator(() -> task.run(Collections.emptyIterator()));
    }

    @Test
    void aScanWhoseVectorsFailIsClosed() {
        try (EmbeddedServer server = EmbeddedServer.start(ServerConfig.builder().build());
                AeroArrowClient client =
                        AeroArrowClient.connect(ClientConfig.of(new HostAddress(server.host(), server.port())));
                BufferAllocator allocator = new RootAllocator()) {
            DamagedReader reader = new DamagedReader(allocator.newChildAllocator("scan", 0, 1 << 20));
            assertThatThrownBy(() -> ColumnarPartitionReader.over(COLUMNS, reader, client, "test.none"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("test.none");
            // An allocator with an open child cannot be closed.
            assertThat(allocator.getChildAllocators()).isEmpty();
        }
    }

    /** Has no readable schema, and closes the allocator that it was given. */
    private static final class DamagedReader extends ScanArrowReader {
        private final BufferAllocator own;

        DamagedReader(BufferAllocator own) {
            super(own);
            this.own = own;
        }

        @Override
        public ReadMetrics metrics() {
            return ReadMetrics.NONE;
        }

        @Override
        protected Schema readSchema() throws IOException {
            throw new IOException("damaged");
        }

        @Override
        public boolean loadNextBatch() {
            return false;
        }

        @Override
        public long bytesRead() {
            return 0;
        }

        @Override
        protected void closeReadSource() {
            own.close();
        }
    }
}
