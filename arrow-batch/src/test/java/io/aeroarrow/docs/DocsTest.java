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
 * Holds the documentation to what compiles: each piece of Java in it stands in {@link FirstRead}, {@link Snippets} or in those of files and of Spark,
 * each piece of a POM in one of the examples, and its links lead somewhere. Pieces of other languages are run by {@code make
 * snippets}.
 */
class DocsTest {

    private static final Path ROOT = Path.of("..");
    private static final List<Path> SNIPPETS = List.of(
            Path.of("src/test/java/io/aeroarrow/docs/FirstRead.java"),
            Path.of("src/test/java/io/aeroarrow/docs/Snippets.java"),
            ROOT.resolve("arrow-files/src/test/java/io/aeroarrow/files/FileSnippets.java"),
            ROOT.resolve("spark-tests/src/test/java/io/aeroarrow/spark/SparkSnippets.java"));
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern XML = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LANGUAGE = Pattern.compile("^```(\\w+)", Pattern.MULTILINE);
    /** The messages that a page quotes, at the beginning of a row: in backquotes, with … for what differs. */
    private static final Pattern MESSAGE = Pattern.compile("^\\| `([^`]+)`", Pattern.MULTILINE);

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
        assertThat(piecesFoundIn(SNIPPETS, JAVA)).isGreaterThan(8);
    }

    @Test
    void eachPieceOfAPomIsOfAnExample() throws IOException {
        try (Stream<Path> examples = Files.walk(ROOT.resolve("notebooks/examples"))) {
            List<Path> poms = examples.filter(file -> file.endsWith("pom.xml")).toList();
            assertThat(piecesFoundIn(poms, XML)).isPositive();
        }
    }

    /** Languages that nothing compiles or runs would rot. "py" marks the signatures that a script writes from docstrings. */
    @Test
    void noPieceIsOfAnotherLanguage() throws IOException {
        for (Path page : pages()) {
            Matcher language = LANGUAGE.matcher(Files.readString(page));
            while (language.find()) {
                assertThat(language.group(1)).as("%s", page).isIn("java", "xml", "python", "py", "sql", "scala", "sh");
            }
        }
    }

    @Test
    void messagesThatAreExplainedAreOurs() throws IOException {
        StringBuilder sources = new StringBuilder();
        for (String module : List.of("connector-core", "arrow-batch", "spark-datasource")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    sources.append(Files.readString(file));
                }
            }
        }
        // Texts that are put together over several lines are one here.
        String texts = sources.toString().replaceAll("\"\\s*\\+\\s*\"", "");
        String page = Files.readString(ROOT.resolve("docs/troubleshooting.md"));
        // What Java, Spark and Arrow say themselves is behind that title.
        Matcher message = MESSAGE.matcher(page.substring(0, page.indexOf("## Java and Spark")));
        int messages = 0;
        while (message.find()) {
            for (String piece : message.group(1).split("…", -1)) {
                messages++;
                assertThat(texts).as("a text of '%s'", message.group(1)).contains(piece);
            }
        }
        assertThat(messages).isGreaterThan(15);
    }

    /** How many pieces the pages have; each must be in one of the sources. Three dots, in XML a comment of them, stand for anything. */
    private static int piecesFoundIn(List<Path> sources, Pattern piece) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path source : sources) {
            all.append(Files.readString(source));
        }
        String compiled = withoutSpace(all.toString());
        int pieces = 0;
        for (Path page : pages()) {
            Matcher found = piece.matcher(Files.readString(page));
            while (found.find()) {
                pieces++;
                String pattern = Arrays.stream(withoutSpace(found.group(1)).split("<!--\\.\\.\\.-->|\\.\\.\\."))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*?"));
                assertThat(Pattern.compile(pattern).matcher(compiled).find())
                        .as("%s has a piece that %s have not:%n%s", page, sources, found.group(1))
                        .isTrue();
            }
        }
        return pieces;
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
