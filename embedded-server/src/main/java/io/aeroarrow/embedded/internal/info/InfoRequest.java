package io.aeroarrow.embedded.internal.info;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of an info request: {@code name}, {@code name/arg/arg} or {@code name:key=value;key=value}. */
record InfoRequest(String name, String rest, List<String> path, Map<String, String> parameters) {
    /** The longest names that a real server reads; a longer value is an error. */
    static final int MAX_NAMESPACE = 31;

    static final int MAX_SET = 63;

    static InfoRequest parse(String line) {
        int end = 0;
        while (end < line.length() && "/:;".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        String name = line.substring(0, end);
        String rest = end < line.length() ? line.substring(end + 1) : "";
        boolean slash = end < line.length() && line.charAt(end) == '/';
        return slash
                ? new InfoRequest(name, rest, split(rest, '/'), Map.of())
                : new InfoRequest(name, rest, List.of(), parameters(rest));
    }

    /** Returns the value of the first of these parameters that is present; null if none is. */
    @Nullable
    String parameter(String... names) {
        for (String key : names) {
            String value = parameters.get(key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /**
     * Returns the value of a parameter that must be present.
     *
     * @param names the parameter's name and its old names
     * @throws InfoRefusal if it is absent, empty, or longer than {@code max} bytes
     */
    String required(int max, String... names) {
        String value = optional(max, names);
        if (value == null) {
            throw InfoRefusal.of(names[0], "missing '" + names[0] + "'");
        }
        return value;
    }

    /** Returns the value of a parameter, null if absent; an empty or too long value is refused. */
    @Nullable
    String optional(int max, String... names) {
        String value = parameter(names);
        if (value == null) {
            return null;
        }
        if (value.isEmpty()) {
            throw InfoRefusal.of(names[0], "missing '" + names[0] + "' value");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > max) {
            throw InfoRefusal.of(names[0], "'" + names[0] + "' value too long");
        }
        return value;
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : split(text, ';')) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return parameters;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == separator) {
                if (i > start) {
                    parts.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return List.copyOf(parts);
    }
}
