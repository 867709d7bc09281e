package io.aeroarrow.internal.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.cluster.TestViews;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.model.PartitionSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionPlanTest {

    private final EventLoops loops = EventLoops.join();

    @AfterEach
    void leaveLoops() {
        loops.close();
    }

    private static void assertComplete(ClusterView view, List<PartitionSet> groups) {
        assertThat(groups.stream().flatMap(group -> group.stream().boxed()))
                .hasSize(4096)
                .doesNotHaveDuplicates();
        for (PartitionSet group : groups) {
            assertThat(group.isEmpty()).isFalse();
            List<Node> owners = group.stream()
                    .mapToObj(partition -> view.partitions("ns").owner(0, partition))
                    .distinct()
                    .toList();
            assertThat(owners).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 2, 3, 7, 16, 100, 4095, 4096, 5000, Integer.MAX_VALUE})
    void coversEveryPartitionOnceWithOneNodeForEachGroup(int wanted) {
        Map<String, IntPredicate> three = new LinkedHashMap<>();
        three.put("A", p -> p % 3 == 0);
        three.put("B", p -> p % 3 == 1);
        three.put("C", p -> p % 3 == 2);
        ClusterView view = TestViews.masters(loops, three);
        List<PartitionSet> groups = PartitionPlan.plan(view, "ns", wanted);
        assertComplete(view, groups);
        assertThat(groups.size()).isBetween(3, 4096);
        if (wanted >= 3 && wanted <= 4096) {
            assertThat(groups.size()).isBetween(wanted - 2, wanted + 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 4096})
    void givesANodeWithFewPartitionsItsOwnGroup(int wanted) {
        Map<String, IntPredicate> uneven = new LinkedHashMap<>();
        uneven.put("A", p -> p > 1);
        uneven.put("B", p -> p == 1);
        ClusterView view = TestViews.masters(loops, uneven);
        List<PartitionSet> groups = PartitionPlan.plan(view, "ns", wanted);
        // No node holds partition 0. It is in the plan all the same, so that the scan reports it.
        assertComplete(view, groups);
        assertThat(groups).contains(PartitionSet.range(0, 1), PartitionSet.range(1, 1));
        assertThat(view.nodes()).allMatch(Objects::nonNull);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 100})
    void makesTheGroupsOfANodeSimilarInSize(int wanted) {
        ClusterView view = TestViews.masters(loops, Map.of("A", p -> true));
        List<PartitionSet> groups = PartitionPlan.plan(view, "ns", wanted);
        assertThat(groups).hasSize(wanted).allMatch(group -> Math.abs(group.size() - 4096 / wanted) <= 1);
    }
}
