package io.aeroarrow.spark.internal.options;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The argument of {@code load}, {@code save} and {@code start}: {@code [namespace.]set}.
 *
 * @param namespace empty if the path names only a set
 */
record TablePath(String namespace, String set) {

    /** The location that Spark's own catalog invents for a table without one. */
    private static final Pattern LOCATION = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");

    private static final Pattern NOT_A_NAME = Pattern.compile("[/\\\\:;]");

    private static TablePath parse(String path) {
        int dot = path.indexOf('.');
        TablePath parsed = new TablePath(dot < 0 ? "" : path.substring(0, dot), path.substring(dot + 1));
        if (dot == 0 || parsed.set.isEmpty() || NOT_A_NAME.matcher(path).find()) {
            throw new IllegalArgumentException(
                    "path '" + path
                            + "' is not [namespace.]set, such as \"test.users\"; name unusual sets by the options 'namespace' and 'set'");
        }
        return parsed;
    }

    /**
     * Replaces a path among the options of an operation and its table by namespace and set. The session's {@code writeSet} then
     * does not apply.
     *
     * @throws IllegalArgumentException if the path is invalid, or contradicts an option
     */
    static void resolve(Map<SourceOption, String> given) {
        String path = given.getOrDefault(TableOption.PATH, "").strip();
        String set = given.getOrDefault(TableOption.SET, "").strip();
        if (!given.containsKey(TableOption.PATH)
                || (!set.isEmpty() && LOCATION.matcher(path).matches())) {
            given.remove(TableOption.PATH);
            return;
        }
        TablePath parsed = parse(path);
        if (!parsed.namespace.isEmpty()) {
            parsed.put(given, TableOption.NAMESPACE, parsed.namespace, path);
        }
        parsed.put(given, TableOption.SET, parsed.set, path);
        given.putIfAbsent(WriteOption.WRITE_SET, "");
    }

    private void put(Map<SourceOption, String> given, SourceOption option, String name, String path) {
        requireSame(path, option, name, given.getOrDefault(option, ""));
        given.put(option, name);
    }

    /** Rejects an option that names something else than the path. */
    static void requireSame(String path, SourceOption option, String name, String optionValue) {
        String other = optionValue.strip();
        if (!other.isEmpty() && !other.equals(name)) {
            throw new IllegalArgumentException("path '" + path + "' contradicts option '" + option.key()
                    + "', which is '" + other + "'; leave one of them out");
        }
    }
}
