package io.aeroarrow.arrow.soak;

import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultTarget;
import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.fault.Occurrence;
import io.aeroarrow.embedded.fault.RequestType;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Random faults of the nodes of a cluster. */
final class SoakFaults {

    private static final List<RequestType> TYPES =
            List.of(RequestType.READ, RequestType.WRITE, RequestType.BATCH, RequestType.QUERY, RequestType.INFO);

    /** The result codes of faults. */
    static final List<Integer> RESULT_CODES = List.of(9, 11, 14, 18, 22);

    /**
     * The faults, from common to odd. Each is made with random numbers. None leaves bytes out of a frame: the bytes of the
     * next frame would then become a part of a value, which no client can detect.
     */
    private static final List<Function<Random, Fault>> FAULTS = List.of(
            random -> Fault.closeAfter(random.nextInt(200)),
            random -> Fault.stallAfter(random.nextInt(200)),
            random -> Fault.refuse(),
            random -> Fault.dropAnswer(),
            random -> Fault.trickle(1 + random.nextInt(50), Duration.ofMillis(random.nextInt(3))),
            random -> Fault.slowDisk(Duration.ofMillis(random.nextInt(20))),
            random -> Fault.duplicateAnswer(),
            random -> Fault.corruptHeader(0, random.nextInt(2), random.nextInt(256)),
            random -> Fault.wrongLength(0, random.nextInt(20) - 10),
            random -> Fault.result(RESULT_CODES.get(random.nextInt(RESULT_CODES.size()))),
            random -> Fault.unavailable(random.nextInt(4096), random.nextInt(4096)),
            random -> Fault.abortAfter(random.nextInt(50)));

    private SoakFaults() {}

    /** Replaces the faults of a random node by a new one, which strikes some of its requests. */
    static void change(EmbeddedCluster cluster, Random random) {
        Faults faults = cluster.faults(random.nextInt(cluster.size()));
        faults.clear();
        Fault fault = FAULTS.get(random.nextInt(FAULTS.size())).apply(random);
        List<RequestType> fitting = TYPES.stream().filter(fault::fits).toList();
        faults.add(
                fault,
                FaultTarget.on(fitting.get(random.nextInt(fitting.size()))),
                Occurrence.chance(0.05 + 0.3 * random.nextDouble(), random.nextLong()));
    }

    static void clear(EmbeddedCluster cluster) {
        for (int node = 0; node < cluster.size(); node++) {
            cluster.faults(node).clear();
        }
    }
}
