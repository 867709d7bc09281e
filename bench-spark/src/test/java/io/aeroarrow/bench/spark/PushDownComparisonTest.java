package io.aeroarrow.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures every condition once, on a small set of the embedded server. */
class PushDownComparisonTest {

    @TempDir
    Path folder;

    @Test
    void everyConditionGivesTheSameRowsWithPushDownAndWithout() throws IOException {
        Path table = folder.resolve("push-down.md");
        try (EmbeddedServer server = EmbeddedServer.start()) {
            PushDownComparison.main(
                    new String[] {server.host(), Integer.toString(server.port()), "1200", "1", table.toString()});
        }
        List<String> rows = Files.readAllLines(table).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertThat(rows).hasSameSizeAs(PushDownPredicates.all());
        assertThat(rows)
                .filteredOn(row -> row.contains("thousand = 7`"))
                .singleElement()
                .asString()
                .contains("| 2 | 0.0 MiB |");
    }
}
