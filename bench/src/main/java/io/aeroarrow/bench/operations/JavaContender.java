package io.aeroarrow.bench.operations;

import io.aeroarrow.bench.report.Contestant;
import io.aeroarrow.bench.report.Metric;
import java.util.Map;
import java.util.Objects;

/** A client of this JVM. */
record JavaContender(Contestant contestant, Records records, Map<Operation, Call> calls) implements Contender {

    @Override
    public boolean does(Operation operation) {
        return calls.containsKey(operation);
    }

    @Override
    public Map<Metric, Double> run(Operation operation, Load load) throws Exception {
        Driver driver = new Driver(operation, load);
        Call call = Objects.requireNonNull(calls.get(operation));
        return call instanceof Call.Blocking blocking ? driver.blocking(blocking) : driver.pending((Call.Pending) call);
    }

    @Override
    public long checksum(Operation operation, Load load) throws Exception {
        Call call = Objects.requireNonNull(calls.get(operation));
        long sum = 0;
        for (int number = 0; number < operation.calls(load); number++) {
            try (Found found = call instanceof Call.Blocking blocking
                    ? blocking.run(number)
                    : ((Call.Pending) call).start(number).get()) {
                sum += found.checksum();
            }
        }
        return sum;
    }

    /** Its connections belong to the client that made it. */
    @Override
    public void close() {}
}
