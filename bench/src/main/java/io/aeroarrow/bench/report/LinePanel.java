package io.aeroarrow.bench.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.LineAndShapeRenderer;
import org.jfree.data.category.DefaultCategoryDataset;

/** Draws line charts: workloads from left to right, a line per contestant. */
final class LinePanel {

    private static final int HEIGHT = 400;

    private LinePanel() {}

    static Charts.Panel of(Section section, ChartSpec drawing) {
        Metric metric = drawing.metric();
        DefaultCategoryDataset values = new DefaultCategoryDataset();
        for (Result result : section.results()) {
            Figure figure = result.figures().get(metric);
            if (figure != null) {
                values.addValue(figure.median(), result.contestant().name(), result.workload());
            }
        }
        String axis = metric.label() + (metric.higherIsBetter() ? " (higher is better)" : " (lower is better)");
        JFreeChart chart = ChartFactory.createLineChart(
                drawing.title(), null, axis, values, PlotOrientation.VERTICAL, true, false, false);
        CategoryPlot plot = chart.getCategoryPlot();
        ChartStyle.apply(chart, plot);
        plot.setRenderer(renderer(section.results(), values));
        chart.getLegend().setItemFont(ChartStyle.LABEL);
        chart.getLegend().setFrame(BlockBorder.NONE);
        return new Charts.Panel(chart, HEIGHT);
    }

    private static LineAndShapeRenderer renderer(List<Result> results, DefaultCategoryDataset values) {
        LineAndShapeRenderer renderer = new LineAndShapeRenderer(true, true);
        Map<ContestantKind, Integer> numbers = new EnumMap<>(ContestantKind.class);
        for (int row = 0; row < values.getRowCount(); row++) {
            Object name = values.getRowKey(row);
            ContestantKind kind = results.stream()
                    .map(Result::contestant)
                    .filter(contestant -> contestant.name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .kind();
            Color colour = ChartStyle.of(kind, numbers.merge(kind, 1, Integer::sum) - 1);
            renderer.setSeriesPaint(row, colour);
            renderer.setSeriesStroke(row, kind == ContestantKind.LIMIT ? ChartStyle.DASHED : new BasicStroke(3f));
        }
        return renderer;
    }
}
