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

/** Known reasons why another contestant is better, from {@code reasons.properties}. */
final class LossReasons {

    private static final Properties REASONS = load();

    private LossReasons() {}

    /** Returns the most specific reason: of the workload's metric, the workload, or the section's metric. */
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
        try (InputStream file = LossReasons.class.getResourceAsStream("reasons.properties")) {
            if (file == null) {
                throw new IllegalStateException(
                        "resource reasons.properties is missing on the class path. Restore it from Git.");
            }
            reasons.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reasons;
    }
}
