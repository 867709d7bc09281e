package io.aeroarrow.cli.internal.command;

import io.aeroarrow.cli.internal.process.UsageException;
import io.aeroarrow.internal.api.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that choose and rename the columns of a file. */
final class ColumnOptions {

    /** The index that pandas writes as a column if it has no name. */
    private static final Pattern PANDAS_INDEX = Pattern.compile("__index_level_\\d+__");

    @Option(
            names = "--columns",
            split = ",",
            paramLabel = "NAME",
            description = "write only these columns of the file, separated by commas; default: all")
    List<String> columns = new ArrayList<>();

    @Option(
            names = "--drop",
            split = ",",
            paramLabel = "NAME",
            description =
                    "leave out these columns of the file; __index_level_0__ of pandas is left out unless it is named")
    List<String> drop = new ArrayList<>();

    @Option(
            names = "--map",
            split = ",",
            paramLabel = "OLD=NEW",
            description = "rename columns of the file; --key takes the new name")
    Map<String, String> renamed = new LinkedHashMap<>();

    /**
     * Checks the options without the file.
     *
     * @throws UsageException if both options that choose columns are set
     */
    void check() {
        if (!columns.isEmpty() && !drop.isEmpty()) {
            throw new UsageException("--columns names the columns to write. Remove --drop.");
        }
    }

    /**
     * Returns the new name of each column to write, by its name in the file, in the order of the file.
     *
     * @param key the column of the keys, under its new name; always kept
     * @throws UsageException if the file does not have a named column, or two columns get one name
     */
    Map<String, String> names(List<String> inFile, String key) {
        for (List<String> named : List.of(columns, drop, List.copyOf(renamed.keySet()))) {
            named.forEach(name -> require(name, inFile));
        }
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : inFile) {
            String newName = renamed.getOrDefault(name, name);
            if (newName.equals(key) || isKept(name)) {
                if (kept.containsValue(newName)) {
                    throw new UsageException(
                            "two columns are named '" + newName + "' after --map. Drop or rename one.");
                }
                kept.put(name, newName);
            }
        }
        return kept;
    }

    private boolean isKept(String name) {
        if (!columns.isEmpty()) {
            return columns.contains(name);
        }
        boolean isIndex = PANDAS_INDEX.matcher(name).matches() && !renamed.containsKey(name);
        return !isIndex && !drop.contains(name);
    }

    private static void require(String name, List<String> inFile) {
        if (!inFile.contains(name)) {
            throw new UsageException("the file has no column '" + name + "'; "
                    + NearestName.of(name, inFile)
                            .map(nearest -> "did you mean '" + nearest + "'?")
                            .orElse("it has " + inFile));
        }
    }
}
