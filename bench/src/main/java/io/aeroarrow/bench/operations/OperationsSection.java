package io.aeroarrow.bench.operations;

import com.aerospike.client.AerospikeClient;
import io.aeroarrow.bench.Rounds;
import io.aeroarrow.bench.Target;
import io.aeroarrow.bench.Turn;
import io.aeroarrow.bench.report.Drawing;
import io.aeroarrow.bench.report.Metric;
import io.aeroarrow.bench.report.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts, gets, batches and scans of small records. */
public final class OperationsSection {

    private static final int WARM_UP = 5;

    private final Target target;
    private final Load load;
    private final int rounds;

    public OperationsSection(Target target, Load load, int rounds) {
        this.target = target;
        this.load = load;
        this.rounds = rounds;
    }

    /**
     * Measures.
     *
     * @param python an interpreter that has the clients of Python; empty to do without
     */
    public Section run(Optional<Path> python, Path script) throws Exception {
        List<Contender> python3 = python.isPresent() ? PythonContender.start(python.get(), script, target) : List.of();
        try (OfficialContenders official = new OfficialContenders(target, load);
                AeroArrowContenders ours = new AeroArrowContenders(target, load)) {
            List<Contender> all = new ArrayList<>(ours.all());
            all.addAll(official.all());
            all.addAll(python3);
            truncate(all);
            try {
                return measure(all);
            } finally {
                truncate(all);
            }
        } finally {
            python3.forEach(Contender::close);
        }
    }

    private Section measure(List<Contender> contenders) throws Exception {
        for (Contender contender : contenders) {
            contender.run(Operation.PUT, load);
        }
        Verification.check(contenders, target, load);
        List<Turn> turns = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            for (Contender contender : contenders) {
                if (contender.does(operation) && !(operation == Operation.PUT && writesAsAnother(contender))) {
                    turns.add(
                            new Turn(operation.title(), contender.contestant(), () -> contender.run(operation, load)));
                }
            }
        }
        String about = """
                %,d records of three bins (integer, float, string of up to 11 characters) for each contender, under keys of \
                its own. put and get: one record a call, %d calls at once, by as many threads or futures; batch_get: %d calls \
                of %,d keys, %d at once; scan: all records of a contender, one call at a time. Latencies are of calls, \
                throughput and CPU time are by record. Ratios: blocking clients and Python's to the official Java \
                client's blocking calls, AeroArrow's futures to its asynchronous calls. Before, what each contender wrote and \
                reads was compared with what it should be.""".formatted(
                        load.count(),
                        load.concurrency(),
                        load.groups(),
                        load.keysOfGroup(),
                        Operation.BATCH_GET.concurrency(load));
        return new Section(
                "operations",
                "Operations",
                about,
                List.of(Metric.THROUGHPUT, Metric.P50, Metric.P99),
                List.of(Drawing.bars(Metric.THROUGHPUT, "Throughput by contender")),
                rounds,
                Rounds.run(turns, Math.min(WARM_UP, rounds - 1), rounds));
    }

    /** Columns are a way to read; what such a contender reads, it writes like the one before. */
    private static boolean writesAsAnother(Contender contender) {
        return !contender.does(Operation.GET);
    }

    private void truncate(List<Contender> contenders) {
        try (AerospikeClient client = new AerospikeClient(target.host(), target.port())) {
            for (Contender contender : contenders) {
                client.truncate(null, Records.NAMESPACE, contender.records().set(), null);
            }
        }
    }
}
