package io.aeroarrow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aeroarrow.bench.report.ContestantKind;
import io.aeroarrow.bench.report.Report;
import io.aeroarrow.bench.report.Result;
import io.aeroarrow.bench.report.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the whole program on the embedded server, with minimal sizes. The figures themselves mean nothing. */
class BenchmarkTest {

    @TempDir
    static Path folder;

    private static Path json;
    private static Report report;

    @BeforeAll
    static void run() throws IOException {
        int exit = Benchmark.run(
                "--host=",
                "--count=40",
                "--rounds=2",
                "--concurrency=4",
                "--batch-groups=4",
                "--records=200",
                "--sections=operations,analytics,batches,readers,growth",
                "--report=" + folder);
        assertThat(exit).isZero();
        json = folder.resolve("report.json");
        report = Report.read(json);
    }

    @Test
    void measuresAeroArrowAndAnotherClientInEveryWorkload() {
        assertThat(report.sections()).isNotEmpty();
        for (Section section : report.sections()) {
            for (String workload : section.workloads()) {
                assertThat(section.of(workload).stream()
                                .map(result -> result.contestant().kind()))
                        .as("%s, %s", section.id(), workload)
                        .contains(ContestantKind.OURS, ContestantKind.OTHER);
            }
        }
    }

    @Test
    void writesAllSectionsWithTheirLimits() {
        assertThat(report.sections().stream().map(Section::id))
                .containsExactly("operations", "analytics", "batches", "readers", "growth");
        assertThat(report.sections().get(1).workloads()).hasSize(10);
        assertThat(report.sections().get(1).results().stream()
                        .filter(result -> result.contestant().kind() == ContestantKind.LIMIT))
                .hasSize(10);
    }

    @Test
    void medianLiesBetweenMinAndMax() {
        List<Result> results = report.sections().stream()
                .flatMap(section -> section.results().stream())
                .toList();
        assertThat(results).allSatisfy(result -> assertThat(result.figures()).isNotEmpty());
        assertThat(results.stream().flatMap(result -> result.figures().values().stream()))
                .allSatisfy(figure -> assertThat(figure.median()).isBetween(figure.min(), figure.max()));
    }

    @Test
    void reportNamesItsEnvironmentAndWhatIsMissing() throws IOException {
        String text = Files.readString(folder.resolve("report.md"));
        assertThat(text).contains("the embedded server, in a separate process (not Aerospike)");
        assertThat(text).contains("Where others win", "concurrency 4", "| left out | the Python clients");
        assertThat(report.environment().versions()).containsEntry("aerospike-client-jdk8", "9.2.0");
    }

    @Test
    void chartsAreXmlWithTheContestantNames() throws Exception {
        for (Section section : report.sections()) {
            for (var drawing : section.drawings()) {
                Path chart = folder.resolve(
                        section.id() + "-" + drawing.metric().name().toLowerCase(Locale.ROOT) + ".svg");
                DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
                factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
                String drawn = factory.newDocumentBuilder()
                        .parse(chart.toFile())
                        .getDocumentElement()
                        .getTextContent();
                assertThat(drawn).contains(drawing.title(), "AeroArrow");
            }
        }
    }

    @Test
    void reportIsNoRegressionOfItself() {
        assertThat(Benchmark.run("compare", json.toString(), json.toString())).isZero();
    }

    @Test
    void findsAPlantedRegression() throws IOException {
        Path slower = folder.resolve("slower.json");
        ObjectMapper mapper = new ObjectMapper();
        JsonNode planted = mapper.readTree(json.toFile());
        JsonNode result = planted.at("/sections/0/results/0");
        assertThat(result.at("/contestant/kind").asText()).isEqualTo("OURS");
        ObjectNode figure = (ObjectNode) result.at("/figures/P50");
        double max = figure.get("max").asDouble();
        figure.put("min", 2 * max).put("median", 3 * max).put("max", 4 * max);
        mapper.writeValue(slower.toFile(), planted);
        assertThat(Benchmark.run("compare", json.toString(), slower.toString())).isEqualTo(1);
        assertThat(Benchmark.run("compare", slower.toString(), json.toString())).isZero();
    }
}
