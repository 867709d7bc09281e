package io.aeroarrow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the documentation to what compiles: each piece of Java in it stands in {@link Snippets} or in those of files, and its
 * links lead somewhere.
 */
class DocsTest {

    private static final Path ROOT = Path.of("..");
    private static final List<Path> SNIPPETS = List.of(
            Path.of("src/test/java/io/aeroarrow/docs/Snippets.java"),
            ROOT.resolve("arrow-files/src/test/java/io/aeroarrow/files/Snippets.java"),
            ROOT.resolve("spark-tests/src/test/java/io/aeroarrow/spark/Snippets.java"));
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    @Test
    void eachPieceOfJavaCompiles() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (Path snippets : SNIPPETS) {
            sources.append(Files.readString(snippets));
        }
        String compiled = withoutSpace(sources.toString());
        int pieces = 0;
        for (Path page : pages()) {
            Matcher java = JAVA.matcher(Files.readString(page));
            while (java.find()) {
                pieces++;
                // Three dots stand for anything.
                String pattern = Arrays.stream(withoutSpace(java.group(1)).split(Pattern.quote("...")))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*?"));
                assertThat(Pattern.compile(pattern).matcher(compiled).find())
                        .as("%s has Java that Snippets has not:%n%s", page, java.group(1))
                        .isTrue();
            }
        }
        assertThat(pieces).isGreaterThan(8);
    }

    private static String withoutSpace(String java) {
        return java.replaceAll("\\s+", "");
    }

    @Test
    void eachLinkLeadsToAFile() throws IOException {
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                assertThat(page.resolveSibling(link.group(1)))
                        .as("the link %s of %s", link.group(), page)
                        .exists();
            }
        }
    }
}
