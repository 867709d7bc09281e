package io.aeroarrow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimpleNamesTest {

    /** A name that occurs once leads to one file. Package descriptions all have the same name. */
    @Test
    void eachClassHasASimpleNameOfItsOwn() throws IOException {
        Map<String, List<Path>> byName;
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            byName = modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(SimpleNamesTest::sources)
                    .collect(Collectors.groupingBy(
                            source -> source.getFileName().toString(), TreeMap::new, Collectors.toList()));
        }
        assertThat(byName).containsKey("SimpleNamesTest.java");
        assertThat(byName.values().stream().filter(places -> places.size() > 1)).isEmpty();
    }

    private static Stream<Path> sources(Path module) {
        try (Stream<Path> files = Files.walk(module)) {
            return files
                    .filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
