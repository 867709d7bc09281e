package io.aeroarrow.bench.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The report of a run.
 *
 * @param command command that reproduces the run
 * @param parameters values by option name
 * @param missing what the run left out, and why
 */
public record Report(
        String command,
        Environment environment,
        Map<String, String> parameters,
        List<Section> sections,
        List<String> missing) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public Report {
        sections = List.copyOf(sections);
        missing = List.copyOf(missing);
    }

    /**
     * Reads a file that {@link #write} wrote.
     *
     * @throws IOException if the file cannot be read or is not a report; the message names the file
     */
    public static Report read(Path file) throws IOException {
        try {
            return JSON.readValue(file.toFile(), Report.class);
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new IOException(file + " is not a benchmark report: " + e.getOriginalMessage(), e);
        }
    }

    public void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }

    /** Reads a section that {@link #writeSection} wrote. */
    public static Section readSection(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Section.class);
    }

    public static void writeSection(Section section, Path file) throws IOException {
        JSON.writeValue(file.toFile(), section);
    }
}
