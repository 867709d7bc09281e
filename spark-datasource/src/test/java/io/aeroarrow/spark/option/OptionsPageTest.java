package io.aeroarrow.spark.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The options page says what the code does. Run with {@code -Daeroarrow.docs.write=true} to write it anew. */
class OptionsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "options.md");

    @Test
    void thePageListsEveryOption() throws IOException {
        String page = page();
        if (Boolean.getBoolean("aeroarrow.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).content().isEqualTo(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Options of the Spark data source

                Given by `.option(name, value)` after `spark.read.format("aerospike")`. Names are the same in any case. The
                names in the third column, of Aerospike's own connector, mean the same; where both are given, the first counts.

                <!-- Made from SourceOption by OptionsPageTest: mvn -pl spark-datasource -am test -Daeroarrow.docs.write=true -->

                | option | default | also | meaning |
                |---|---|---|---|
                """);
        for (SourceOption option : SourceOption.all()) {
            String aliases =
                    option.aliases().stream().map(alias -> "`" + alias + "`").collect(Collectors.joining(", "));
            String usual = option.usual().isEmpty() ? "" : "`" + option.usual() + "`";
            page.append("| `%s` | %s | %s | %s |%n".formatted(option.key(), usual, aliases, option.meaning()));
        }
        return page.toString().replace("\r", "");
    }
}
