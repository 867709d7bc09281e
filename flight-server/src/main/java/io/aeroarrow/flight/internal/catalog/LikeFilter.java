package io.aeroarrow.flight.internal.catalog;

import java.util.regex.Pattern;

/** Names that match a pattern of LIKE: % stands for any text, and _ for any character. */
public final class LikeFilter {

    private final Pattern pattern;

    private LikeFilter(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Returns the filter of a pattern. */
    public static LikeFilter of(String like) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < like.length(); i++) {
            char c = like.charAt(i);
            if (c == '\\' && i + 1 < like.length()) {
                i++;
                regex.append(Pattern.quote(String.valueOf(like.charAt(i))));
            } else if (c == '%') {
                regex.append(".*");
            } else {
                regex.append(c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return new LikeFilter(Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    /** Returns the filter that all names match. */
    public static LikeFilter all() {
        return of("%");
    }

    public boolean matches(String name) {
        return pattern.matcher(name).matches();
    }
}
