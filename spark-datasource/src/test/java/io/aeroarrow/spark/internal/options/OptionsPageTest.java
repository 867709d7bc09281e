package io.aeroarrow.spark.internal.options;

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

                Given by `.option(name, value)` after `spark.read.format("aerospike")`, as `spark.sql.catalog.NAME.name` for a
                catalog, or for all tables of a session in its configuration: as `spark.datasource.aerospike.name`,
                `spark.aerospike.name` or `aerospike.name` (`spark-submit --conf` passes on only what begins with `spark.`).
                Options of a read count before those of its table or catalog, those before the session's, and there the
                prefixes count in the order they have here.

                Names are the same in any case, and with `aerospike.` before them. The names in the third column, of Aerospike's
                own connector, mean the same; where both are given in one place, ours counts. A name that begins with
                `aerospike.` and is none of these is an error, and so is one that is nearly one of ours; others may be Spark's.

                Whatever is called a password is hidden in plans, the UI and logs, as Spark's `spark.redaction.regex` says.

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
        page.append("""

                ## Options of Aerospike's connector without a counterpart

                Jobs that set them run all the same, except for those that name what to read.

                | option | only | why |
                |---|---|---|
                """);
        for (UnmappedOption option : UnmappedOption.values()) {
            String only = option.only().stream()
                    .filter(value -> !value.isEmpty())
                    .map(value -> "`" + value + "`")
                    .collect(Collectors.joining(", "));
            page.append("| `%s` | %s | %s |%n".formatted(option.key(), only, option.why()));
        }
        return page.toString().replace("\r", "");
    }
}
