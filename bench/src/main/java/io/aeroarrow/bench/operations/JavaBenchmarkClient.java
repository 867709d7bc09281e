package io.aeroarrow.bench.operations;

import io.aeroarrow.bench.report.Contestant;
import io.aeroarrow.bench.report.Metric;
import java.util.Map;
import java.util.Objects;

/** A client in this JVM. */
record JavaBenchmarkClient(Contestant contestant, ContestantRecords records, Map<ClientOperation, Call> calls)
        implements BenchmarkClient {

    @Override
    public boolean supports(ClientOperation operation) {
        return calls.containsKey(operation);
    }

    @Override
    public Map<Metric, Double> run(Workload workload, OperationLoad load) throws Exception {
        CallDriver driver = new CallDriver(workload, load);
        Call call = Objects.requireNonNull(calls.get(workload.operation()));
        return call instanceof Call.Blocking blocking ? driver.blocking(blocking) : driver.async((Call.Async) call);
    }

    @Override
    public long checksum(Workload workload, OperationLoad load) throws Exception {
        Call call = Objects.requireNonNull(calls.get(workload.operation()));
        long sum = 0;
        for (int number = 0; number < workload.calls(); number++) {
            int first = workload.firstKey(number, load.count());
            try (ReadRows found = call instanceof Call.Blocking blocking
                    ? blocking.run(first, workload.keys())
                    : ((Call.Async) call).start(first, workload.keys()).get()) {
                sum += found.checksum();
            }
        }
        return sum;
    }

    /** Its connections belong to the client that made it. */
    @Override
    public void close() {}
}
