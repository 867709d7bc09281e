package io.aeroarrow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.bench.measure.ComparisonSettings;
import io.aeroarrow.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures every condition once, on a small set of the embedded server. */
class IndexComparisonTest {

    @TempDir
    Path folder;

    @Test
    void everyConditionFindsAsManyRowsByTheIndexAsByAScan() throws IOException {
        Path table = folder.resolve("index-queries.md");
        try (EmbeddedServer server = EmbeddedServer.start()) {
            IndexComparison.run(new ComparisonSettings(server.host(), server.port(), 1_000, 1), table);
        }
        assertThat(Files.readAllLines(table))
                .filteredOn(row -> row.startsWith("| `"))
                .hasSize(27)
                .anyMatch(row -> row.startsWith("| `n BETWEEN 0 AND 499` | 500 | 50.00 % | "))
                .anyMatch(row -> row.startsWith("| `n IN (8 integers)` | 8 | 0.80 % | "));
    }
}
