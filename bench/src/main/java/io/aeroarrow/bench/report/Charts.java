package io.aeroarrow.bench.report;

import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;

/** Draws the charts of a section as SVG. Text stays text. */
final class Charts {

    private static final String SVG = "http://www.w3.org/2000/svg";
    static final int WIDTH = 860;

    private Charts() {}

    /** Part of a chart, drawn below the previous panel. */
    record Panel(JFreeChart chart, int height) {}

    static List<ChartFile> write(Section section, Path folder) throws IOException {
        List<ChartFile> files = new ArrayList<>();
        for (ChartSpec drawing : section.drawings()) {
            List<Panel> panels = switch (drawing.form()) {
                case BARS -> BarPanels.of(section, drawing);
                case LINES -> List.of(LinePanel.of(section, drawing));
            };
            String file = section.id() + "-" + drawing.metric().name().toLowerCase(Locale.ROOT) + ".svg";
            write(panels, folder.resolve(file));
            files.add(new ChartFile(drawing.title(), file));
        }
        return files;
    }

    private static void write(List<Panel> panels, Path file) throws IOException {
        SVGGraphics2D graphics = new SVGGraphics2D(document());
        int top = 0;
        for (Panel panel : panels) {
            panel.chart().draw(graphics, new Rectangle2D.Double(0, top, WIDTH, panel.height()));
            top += panel.height();
        }
        graphics.setSVGCanvasSize(new Dimension(WIDTH, top));
        try (Writer out = Files.newBufferedWriter(file)) {
            graphics.stream(out, true);
        }
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java runtime has no XML parser", e);
        }
    }
}
