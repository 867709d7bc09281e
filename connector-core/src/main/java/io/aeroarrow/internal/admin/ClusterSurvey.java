package io.aeroarrow.internal.admin;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.policy.Timeouts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the records of namespaces. It uses only the nodes that answer, if they hold a copy of each partition.
 * Otherwise it waits for the cluster to heal, and asks again until the total timeout.
 */
final class ClusterSurvey extends InfoAttempts<List<NamespaceRecords>> {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterSurvey.class);

    private final Predicate<String> wanted;

    private ClusterSurvey(Cluster cluster, Predicate<String> wanted, Timeouts timeouts, Executor executor) {
        super(
                cluster,
                timeouts,
                executor,
                "the records could not be counted: the nodes that answer do not hold a copy of each partition");
        this.wanted = wanted;
    }

    /**
     * Starts to count.
     *
     * @param wanted selects the namespaces
     * @return the records of each existing namespace, by name
     */
    static CompletableFuture<List<NamespaceRecords>> start(
            Cluster cluster, Predicate<String> wanted, Timeouts timeouts, Executor executor) {
        return new ClusterSurvey(cluster, wanted, timeouts, executor).start();
    }

    @Override
    void ask(ClusterView view) {
        List<String> namespaces =
                view.namespaces().keySet().stream().filter(wanted).sorted().toList();
        List<String> names = namespaces.stream()
                .flatMap(namespace -> NamespaceRecords.names(namespace).stream())
                .distinct()
                .toList();
        // A node without partitions is about to join, or has lost its cluster and claims everything.
        List<Node> nodes = view.nodes().stream()
                .filter(node -> namespaces.stream()
                        .anyMatch(namespace -> view.partitions(namespace).copies(node) > 0))
                .toList();
        CompletableFuture<?> unused = NodeAnswers.ask(nodes, names, timeouts(), executor())
                .thenAccept(answers -> read(view, namespaces, answers))
                .whenComplete((none, failure) -> {
                    if (failure != null) {
                        fail(failure.getCause() == null ? failure : failure.getCause());
                    }
                });
    }

    private void read(ClusterView view, List<String> namespaces, NodeAnswers answers) {
        List<NamespaceRecords> counted = new ArrayList<>();
        for (String namespace : namespaces) {
            List<Map<String, String>> told = answers.values().entrySet().stream()
                    .filter(answer -> view.partitions(namespace).copies(answer.getKey()) > 0)
                    .map(Map.Entry::getValue)
                    .toList();
            NamespaceRecords records = NamespaceRecords.of(namespace, told);
            BitSet missing = records.missing();
            if (!missing.isEmpty()) {
                again(failure(namespace, missing, answers));
                return;
            }
            counted.add(records);
        }
        if (!answers.failures().isEmpty()) {
            LOG.info(
                    "{} are counted without {}: the other nodes hold copies",
                    namespaces,
                    answers.failures().values());
        }
        complete(counted);
    }

    private static AeroArrowException failure(String namespace, BitSet missing, NodeAnswers answers) {
        AeroArrowException first = answers.failures().values().stream()
                .min(Comparator.comparing(AeroArrowException::retryable))
                .orElse(null);
        return first != null
                ? first
                : new PartitionsUnavailableException(
                        PartitionSet.of(missing.stream().boxed().toList()),
                        "no node holds " + missing.cardinality() + " partitions of namespace '" + namespace
                                + "', the first one is " + missing.nextSetBit(0));
    }
}
