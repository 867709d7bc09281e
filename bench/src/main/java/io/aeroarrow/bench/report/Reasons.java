package io.aeroarrow.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** Why somebody else is better somewhere, as far as it was looked into: the file {@code reasons.properties}. */
final class Reasons {

    private static final Properties REASONS = load();

    private Reasons() {}

    /** The most particular reason there is: of a workload's metric, of the workload, of the section's metric. */
    static Optional<String> of(String section, String workload, Metric metric) {
        String place = section + "." + workload.replaceAll("[^A-Za-z0-9]+", "-");
        String name = metric.name().toLowerCase(Locale.ROOT);
        return Stream.of(place + "." + name, place, section + "." + name)
                .map(REASONS::getProperty)
                .filter(reason -> reason != null)
                .findFirst();
    }

    private static Properties load() {
        Properties reasons = new Properties();
        try (InputStream file = Reasons.class.getResourceAsStream("reasons.properties")) {
            if (file == null) {
                throw new IllegalStateException("reasons.properties is not beside the report's classes");
            }
            reasons.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reasons;
    }
}
