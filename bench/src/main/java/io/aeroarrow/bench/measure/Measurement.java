package io.aeroarrow.bench.measure;

import io.aeroarrow.bench.report.Contestant;
import io.aeroarrow.bench.report.Metric;
import java.util.Map;

/** A measurement to repeat in each round: one contestant on one workload. */
public record Measurement(String workload, Contestant contestant, Measured work) {

    /** Work that returns its own figures. */
    @FunctionalInterface
    public interface Measured {
        Map<Metric, Double> run() throws Exception;
    }
}
