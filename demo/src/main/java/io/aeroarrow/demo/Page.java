package io.aeroarrow.demo;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;

/** What the demo prints. Bars use block characters if the terminal's charset has them. */
final class Page {

    private static final int BAR_WIDTH = 40;
    private static final String BLOCK = "█";

    private final PrintStream out;
    private final String block;

    Page(PrintStream out, Charset charset) {
        this.out = out;
        this.block = charset.newEncoder().canEncode(BLOCK) ? BLOCK : "#";
    }

    void title(String text) {
        out.println();
        out.println("== " + text);
        out.println();
    }

    void line(String text) {
        out.println(text.indent(2).stripTrailing());
    }

    void empty() {
        out.println();
    }

    /** Draws a bar of {@code value}; a bar of {@code largest} has the full width. */
    void bar(String name, double value, double largest, String unit) {
        int length = largest <= 0 ? 0 : (int) Math.round(BAR_WIDTH * value / largest);
        String bar = block.repeat(value > 0 ? Math.max(1, length) : 0);
        String number = String.format(Locale.ROOT, value >= 10 ? "%,.0f" : "%,.1f", value);
        line(String.format(Locale.ROOT, "%-24s %s %s %s", name, bar, number, unit));
    }
}
