package io.aeroarrow.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Markdown page of the repository, as text and as rows of tables. */
record PageText(Path path, String text) {

    static final Path ROOT = Path.of("..");

    /** The page at a path that is relative to the repository's root. */
    static PageText of(String path) throws IOException {
        Path file = ROOT.resolve(path);
        return new PageText(file, Files.readString(file));
    }

    /** The README, CONTRIBUTING and all pages below {@code docs}. */
    static List<PageText> all() throws IOException {
        List<PageText> pages = new ArrayList<>(List.of(of("README.md"), of("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            for (Path path :
                    docs.filter(file -> file.toString().endsWith(".md")).toList()) {
                pages.add(new PageText(path, Files.readString(path)));
            }
        }
        return pages;
    }

    /** The cells of all table rows, without those of the line between the head and the rest. */
    List<List<String>> rows() {
        return text.lines()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---"))
                .map(line -> line.replaceAll("</?a[^>]*>", ""))
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .map(cells -> cells.subList(1, cells.size() - 1))
                .toList();
    }

    /** The cells of the one row whose first cell is this text. */
    List<String> row(String first) {
        List<List<String>> found =
                rows().stream().filter(row -> row.get(0).equals(first)).toList();
        if (found.size() != 1) {
            throw new AssertionError(
                    path + " has " + found.size() + " table rows that begin with '" + first + "'; it must have one");
        }
        return found.get(0);
    }

    /** The first group of each match, in the order of the page. */
    Set<String> matches(String regex) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = Pattern.compile(regex, Pattern.MULTILINE).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    /** The page without code blocks, whose lines are no headings or names of classes. */
    PageText withoutCode() {
        return new PageText(path, text.replaceAll("(?ms)^```.*?^```$", ""));
    }
}
