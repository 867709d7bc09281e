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
    public Map<Metric, Double> run(ClientOperation operation, OperationLoad load) throws Exception {
        CallDriver driver = new CallDriver(operation, load);
        Call call = Objects.requireNonNull(calls.get(operation));
        return call instanceof Call.Blocking blocking ? driver.blocking(blocking) : driver.async((Call.Async) call);
    }

    @Override
    public long checksum(ClientOperation operation, OperationLoad load) throws Exception {
        Call call = Objects.requireNonNull(calls.get(operation));
        long sum = 0;
        for (int number = 0; number < operation.calls(load); number++) {
            try (ReadRows found = call instanceof Call.Blocking blocking
                    ? blocking.run(number)
                    : ((Call.Async) call).start(number).get()) {
                sum += found.checksum();
            }
        }
        return sum;
    }

    /** Its connections belong to the client that made it. */
    @Override
    public void close() {}
}
