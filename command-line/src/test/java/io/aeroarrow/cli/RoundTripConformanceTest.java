package io.aeroarrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.cli.process.ExitCode;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.policy.ClientConfig;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A set that is exported, imported into another one and scanned there is the same set: every record, every bin. The
 * property {@code aeroarrow.roundtrip.records} says how many records there are.
 */
@ExtendWith(AerospikeExtension.class)
class RoundTripConformanceTest {

    private static final int RECORDS = Integer.getInteger("aeroarrow.roundtrip.records", 1_500);

    /** Of this work tree alone, as others may use the server too. */
    private static final String PREFIX =
            "rt" + Integer.toUnsignedString(System.getProperty("user.dir").hashCode(), Character.MAX_RADIX);

    private static final String FROM = PREFIX + "_from";
    private static final String TO = PREFIX + "_to";

    @TempDir
    Path directory;

    private BufferAllocator allocator;
    private AeroArrow aero;
    private TestShell shell;

    @BeforeEach
    void connect(AerospikeServer server) {
        allocator = new RootAllocator();
        aero = AeroArrow.connect(ClientConfig.of(server.host(), server.port()), allocator);
        shell = new TestShell(directory).with("AEROARROW_HOSTS", server.host() + ":" + server.port());
        truncate();
        RoundTripRecords.write(aero, allocator, FROM, RECORDS);
    }

    @AfterEach
    void close() {
        truncate();
        aero.close();
        allocator.close();
    }

    private void truncate() {
        aero.client().truncate("test", FROM, Optional.empty());
        aero.client().truncate("test", TO, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"all.parquet", "all.arrow"})
    void comesBackWhole(String name) throws Exception {
        Path file = directory.resolve(name);
        run("export", "test." + FROM, file.toString());
        run("import", file.toString(), "test." + TO, "--key", "__key");
        assertThat(shell.err()).contains("wrote " + RECORDS + " records");
        compare(TO);
    }

    private void run(String... words) {
        assertThat(shell.run(words)).as(shell.err()).isEqualTo(ExitCode.OK);
    }

    private void compare(String set) throws Exception {
        BitSet seen = new BitSet(RECORDS);
        try (ArrowReader reader = aero.scan("test", set)
                .schema(RoundTripRecords.SCHEMA)
                .parallelism(2)
                .reader()) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            while (reader.loadNextBatch()) {
                BigIntVector keys = (BigIntVector) root.getVector("__key");
                for (int row = 0; row < root.getRowCount(); row++) {
                    int key = (int) keys.get(row);
                    assertThat(seen.get(key)).as("record %d is there once", key).isFalse();
                    seen.set(key);
                    RoundTripRecords.check(root, row, key);
                }
            }
        }
        assertThat(seen.cardinality()).isEqualTo(RECORDS);
    }
}
