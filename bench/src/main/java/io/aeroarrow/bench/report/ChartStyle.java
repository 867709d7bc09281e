package io.aeroarrow.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.ui.RectangleInsets;

/** Colours, fonts and line styles of all charts. */
final class ChartStyle {

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font STRONG = new Font(Font.SANS_SERIF, Font.BOLD, 12);
    static final Color INK = new Color(0x22, 0x22, 0x22);
    private static final Color PART = new Color(0xc8, 0xcd, 0xd6);
    static final Color LIMIT = new Color(0xd9, 0x53, 0x19);
    static final BasicStroke THIN = new BasicStroke(1.5f);
    static final BasicStroke DASHED =
            new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10f, new float[] {6f, 4f}, 0f);

    private static final Color[] OURS = {
        new Color(0x00, 0x6d, 0x77), new Color(0x2a, 0x9d, 0x8f), new Color(0x7c, 0xc6, 0xbb)
    };
    private static final Color[] OTHERS = {
        new Color(0x5c, 0x67, 0x7d),
        new Color(0x9a, 0xa3, 0xb2),
        new Color(0xc5, 0xa8, 0x6d),
        new Color(0xe0, 0xc9, 0x97)
    };

    private ChartStyle() {}

    /**
     * Returns the colour of a contestant.
     *
     * @param number position among the contestants of its kind
     */
    static Color of(ContestantKind kind, int number) {
        return switch (kind) {
            case OURS -> OURS[number % OURS.length];
            case OTHER -> OTHERS[number % OTHERS.length];
            case PART -> PART;
            case LIMIT -> LIMIT;
        };
    }

    static void apply(JFreeChart chart, CategoryPlot plot) {
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(6, 8, 6, 24));
        if (chart.getTitle() != null) {
            chart.getTitle().setFont(TITLE);
            chart.getTitle().setPaint(INK);
        }
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(new Color(0xdd, 0xdd, 0xdd));
        plot.getDomainAxis().setTickLabelFont(LABEL);
        plot.getDomainAxis().setTickLabelPaint(INK);
        ValueAxis values = plot.getRangeAxis();
        values.setTickLabelFont(LABEL);
        values.setLabelFont(LABEL);
        values.setUpperMargin(0.14);
        if (values instanceof NumberAxis numbers) {
            numbers.setAutoRangeIncludesZero(true);
        }
    }
}
