package io.aeroarrow.embedded.geo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON into maps, lists, strings, doubles, booleans and nulls. */
final class Json {
    private static final int MAX_DEPTH = 64;

    private final String text;
    private int position;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads one value, which must be all there is.
     *
     * @throws IllegalArgumentException if it is no JSON
     */
    static @Nullable Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value(0);
        json.skipBlanks();
        if (json.position < text.length()) {
            throw json.unexpected();
        }
        return value;
    }

    private @Nullable Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("nested more than " + MAX_DEPTH + " deep");
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        expect('{');
        while (!closes('}', members.isEmpty())) {
            skipBlanks();
            String name = string();
            skipBlanks();
            expect(':');
            members.put(name, value(depth + 1));
        }
        return members;
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> elements = new ArrayList<>();
        expect('[');
        while (!closes(']', elements.isEmpty())) {
            elements.add(value(depth + 1));
        }
        return elements;
    }

    /** Whether the container ends here; passes over the comma if it does not. */
    private boolean closes(char end, boolean first) {
        skipBlanks();
        if (peek() == end) {
            position++;
            return true;
        }
        if (!first) {
            expect(',');
        }
        return false;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (peek() != '"') {
            char next = text.charAt(position++);
            string.append(next == '\\' ? escaped() : next);
        }
        position++;
        return string.toString();
    }

    private char escaped() {
        char escape = peek();
        position++;
        if (escape == 'u') {
            if (position + 4 > text.length()) {
                throw unexpected();
            }
            position += 4;
            return (char) Integer.parseInt(text.substring(position - 4, position), 16);
        }
        return switch (escape) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> escape;
        };
    }

    private @Nullable Object literal(String word, @Nullable Object meaning) {
        if (!text.startsWith(word, position)) {
            throw unexpected();
        }
        position += word.length();
        return meaning;
    }

    private Double number() {
        int start = position;
        while (position < text.length() && "+-.eE0123456789".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        if (position == start) {
            throw unexpected();
        }
        return Double.valueOf(text.substring(start, position));
    }

    private void skipBlanks() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw unexpected();
        }
        position++;
    }

    private char peek() {
        if (position >= text.length()) {
            throw unexpected();
        }
        return text.charAt(position);
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException("no JSON at " + position);
    }
}
