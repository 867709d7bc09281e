package io.aeroarrow.bench;

import io.aeroarrow.bench.report.Contestant;
import io.aeroarrow.bench.report.Metric;
import java.util.Map;

/** What one contestant does with one workload in each round. */
public record Turn(String workload, Contestant contestant, Measured work) {

    /** Work that tells what it took. */
    @FunctionalInterface
    public interface Measured {
        Map<Metric, Double> run() throws Exception;
    }
}
