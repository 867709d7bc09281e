package io.aeroarrow.bench.report;

import java.awt.Color;
import java.awt.Paint;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.CategoryLineAnnotation;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jspecify.annotations.Nullable;

/**
 * Draws bar charts: a panel per workload, a bar per contestant, the range of its rounds as a thin line, and the limit as
 * a dashed line.
 */
final class BarPanels {

    private static final int ROW = 24;
    private static final int FRAME = 74;
    private static final int TITLE = 48;
    private static final double NAMES = 210;
    private static final String VALUES = "values";

    private BarPanels() {}

    static List<Charts.Panel> of(Section section, ChartSpec drawing) {
        List<Charts.Panel> panels = new ArrayList<>();
        for (String workload : section.workloads()) {
            List<Result> results = section.of(workload).stream()
                    .filter(result -> result.has(drawing.metric()))
                    .toList();
            if (!results.isEmpty()) {
                TextTitle subtitle = panels.isEmpty() ? subtitle(section, drawing.metric()) : null;
                panels.add(panel(results, drawing, subtitle, workload));
            }
        }
        return panels;
    }

    private static Charts.Panel panel(
            List<Result> results, ChartSpec drawing, @Nullable TextTitle subtitle, String workload) {
        Metric metric = drawing.metric();
        List<Result> bars = results.stream()
                .filter(result -> result.contestant().kind() != ContestantKind.LIMIT)
                .toList();
        DefaultCategoryDataset values = new DefaultCategoryDataset();
        bars.forEach(result -> values.addValue(
                result.median(metric), VALUES, result.contestant().name()));
        String axis = workload + limits(results, metric);
        String title = subtitle == null ? null : drawing.title();
        JFreeChart chart =
                ChartFactory.createBarChart(title, null, axis, values, PlotOrientation.HORIZONTAL, false, false, false);
        CategoryPlot plot = chart.getCategoryPlot();
        ChartStyle.apply(chart, plot);
        if (subtitle != null) {
            chart.addSubtitle(subtitle);
        }
        bars.forEach(bar -> plot.addAnnotation(range(bar, metric)));
        AxisSpace names = new AxisSpace();
        names.setLeft(NAMES);
        plot.setFixedDomainAxisSpace(names);
        plot.setRenderer(renderer(bars));
        plot.getRangeAxis().setLabelFont(ChartStyle.STRONG);
        results.stream()
                .filter(result -> result.contestant().kind() == ContestantKind.LIMIT)
                .forEach(limit -> plot.addRangeMarker(marker(limit, metric)));
        double highest = results.stream()
                .mapToDouble(result -> result.figure(metric).max())
                .max()
                .orElse(0);
        plot.getRangeAxis().setUpperBound(highest == 0 ? 1 : highest * 1.18);
        return new Charts.Panel(chart, FRAME + ROW * bars.size() + (title == null ? 0 : TITLE));
    }

    private static TextTitle subtitle(Section section, Metric metric) {
        String better = metric.higherIsBetter() ? "higher is better" : "lower is better";
        boolean limit = section.workloads().stream()
                .flatMap(workload -> section.of(workload).stream())
                .anyMatch(result -> result.contestant().kind() == ContestantKind.LIMIT && result.has(metric));
        return new TextTitle(
                metric.label() + "; " + better + "; thin line: the range of the rounds"
                        + (limit ? "; dashed line: the limit" : ""),
                ChartStyle.LABEL);
    }

    /** From the lowest to the highest round. */
    private static CategoryLineAnnotation range(Result bar, Metric metric) {
        String name = bar.contestant().name();
        Figure figure = bar.figure(metric);
        return new CategoryLineAnnotation(name, figure.min(), name, figure.max(), ChartStyle.INK, ChartStyle.THIN);
    }

    private static String limits(List<Result> results, Metric metric) {
        return results.stream()
                .filter(result -> result.contestant().kind() == ContestantKind.LIMIT)
                .map(limit -> "; limit " + Metric.format(limit.median(metric)))
                .findFirst()
                .orElse("");
    }

    private static ValueMarker marker(Result limit, Metric metric) {
        return new ValueMarker(limit.median(metric), ChartStyle.LIMIT, ChartStyle.DASHED);
    }

    /** Variants of one kind have different shades. */
    private static List<Color> colours(List<Result> bars) {
        Map<ContestantKind, Integer> numbers = new EnumMap<>(ContestantKind.class);
        return bars.stream()
                .map(bar -> bar.contestant().kind())
                .map(kind -> ChartStyle.of(kind, numbers.merge(kind, 1, Integer::sum) - 1))
                .toList();
    }

    private static BarRenderer renderer(List<Result> bars) {
        BarRenderer renderer = new ByKind(colours(bars));
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setMaximumBarWidth(0.5);
        renderer.setDefaultItemLabelGenerator(new Labels());
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultPositiveItemLabelPosition(
                // Above the line of the range.
                new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.BOTTOM_LEFT));
        renderer.setDefaultItemLabelFont(ChartStyle.LABEL);
        return renderer;
    }

    /** Colours each bar by the kind of its contestant. */
    private static final class ByKind extends BarRenderer {
        private static final long serialVersionUID = 1L;
        private final transient List<Color> colours;

        ByKind(List<Color> colours) {
            this.colours = colours;
        }

        @Override
        public Paint getItemPaint(int row, int column) {
            return colours.get(column);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** Labels each bar with its figure. */
    private static final class Labels extends StandardCategoryItemLabelGenerator {
        private static final long serialVersionUID = 1L;

        @Override
        public String generateLabel(CategoryDataset data, int row, int column) {
            return Metric.format(data.getValue(row, column).doubleValue());
        }
    }
}
