package io.aeroarrow.bench.operations;

import io.aeroarrow.bench.report.Contestant;
import io.aeroarrow.bench.report.Metric;
import java.util.Map;

/** A client in one of its manners. */
interface Contender extends AutoCloseable {

    Contestant contestant();

    /** Its own. */
    Records records();

    boolean does(Operation operation);

    /** One round. */
    Map<Metric, Double> run(Operation operation, Load load) throws Exception;

    /** The checksums of all that a round reads, summed up. */
    long checksum(Operation operation, Load load) throws Exception;

    @Override
    void close();
}
