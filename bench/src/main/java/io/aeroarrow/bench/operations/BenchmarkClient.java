package io.aeroarrow.bench.operations;

import io.aeroarrow.bench.report.Contestant;
import io.aeroarrow.bench.report.Metric;
import java.util.Map;

/** A client in one calling style: blocking, asynchronous or to Arrow. */
interface BenchmarkClient extends AutoCloseable {

    Contestant contestant();

    /** Returns the records that only this client writes and reads. */
    ContestantRecords records();

    boolean supports(ClientOperation operation);

    /** Runs one round and returns its figures. */
    Map<Metric, Double> run(Workload workload, OperationLoad load) throws Exception;

    /** Returns the sum of the checksums of all records that the calls read. */
    long checksum(Workload workload, OperationLoad load) throws Exception;

    @Override
    void close();
}
