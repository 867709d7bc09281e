package io.aeroarrow.bench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures once, on a small set of the embedded server. */
class VariantComparisonTest {

    @TempDir
    Path folder;

    @Test
    void variantsAndJsonTextGiveTheSameRows() throws IOException {
        Path table = folder.resolve("variants.md");
        try (EmbeddedServer server = EmbeddedServer.start()) {
            VariantComparison.main(
                    new String[] {server.host(), Integer.toString(server.port()), "500", "1", table.toString()});
        }
        List<String> rows = Files.readAllLines(table).stream()
                .filter(line -> line.contains("| VARIANT |") || line.contains("| JSON text, `parse_json` |"))
                .toList();
        assertThat(rows).hasSize(6);
    }
}
