package io.aeroarrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.cli.internal.process.ExitCode;
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
 * Exports a set, imports it into another set, and compares every bin of every record. The system property
 * {@code aeroarrow.roundtrip.records} sets the number of records.
 */
@ExtendWith(AerospikeExtension.class)
class RoundTripConformanceTest {

    private static final int RECORDS = Integer.getInteger("aeroarrow.roundtrip.records", 1_500);

    private static final TestSets SETS = new TestSets("rt");
    private static final String FROM = SETS.name("from");
    private static final String TO = SETS.name("to");

    @TempDir
    Path directory;

    private BufferAllocator allocator;
    private AeroArrow aero;
    private TestShell shell;

    @BeforeEach
    void connect(AerospikeServer server) {
        allocator = new RootAllocator();
        aero = AeroArrow.connect(ClientConfig.of(server.host(), server.port()), allocator);
        shell = TestSets.shell(server, directory);
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
    void importsEveryRecordThatWasExported(String name) throws Exception {
        Path file = directory.resolve(name);
        run("export", TestSets.argument(FROM), file.toString());
        run("import", file.toString(), TestSets.argument(TO), "--key", "__key");
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
                    assertThat(seen.get(key)).as("record %d occurs once", key).isFalse();
                    seen.set(key);
                    RoundTripRecords.check(root, row, key);
                }
            }
        }
        assertThat(seen.cardinality()).isEqualTo(RECORDS);
    }
}
