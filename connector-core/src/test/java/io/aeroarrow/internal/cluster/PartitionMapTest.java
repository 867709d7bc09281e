package io.aeroarrow.internal.cluster;

import static io.aeroarrow.internal.cluster.TestViews.claims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.net.loop.EventLoops;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PartitionMapTest {

    private final EventLoops loops = EventLoops.join();
    private final Node a = TestViews.node("A", loops);
    private final Node b = TestViews.node("B", loops);
    private final Node c = TestViews.node("C", loops);

    @AfterEach
    void leaveLoops() {
        loops.close();
    }

    private static PartitionMap.Builder builder() {
        return new PartitionMap.Builder();
    }

    @Test
    void assignsPartitionsToTheNodesThatClaimThem() {
        PartitionMap.Builder builder = builder();
        builder.add(a, claims(0, p -> p < 2000, p -> p >= 3000), null);
        builder.add(b, claims(0, p -> p >= 2000, p -> p < 1000), null);
        PartitionMap map = builder.build();
        assertThat(map.replicas()).isEqualTo(2);
        assertThat(map.owner(0, 0)).isSameAs(a);
        assertThat(map.owner(0, 1999)).isSameAs(a);
        assertThat(map.owner(0, 2000)).isSameAs(b);
        assertThat(map.owner(1, 999)).isSameAs(b);
        assertThat(map.owner(1, 1000)).isNull();
        assertThat(map.owner(1, 4095)).isSameAs(a);
    }

    @Test
    void theHigherRegimeWinsThenTheLaterClaim() {
        PartitionMap.Builder builder = builder();
        builder.add(a, claims(5, p -> p < 3), null);
        builder.add(b, claims(4, p -> p < 2), null);
        builder.add(c, claims(5, p -> p == 0), null);
        PartitionMap map = builder.build();
        assertThat(map.owner(0, 0)).isSameAs(c);
        assertThat(map.owner(0, 1)).isSameAs(a);
        assertThat(map.owner(0, 2)).isSameAs(a);
        assertThat(map.owner(0, 3)).isNull();
    }

    @Test
    void usesOtherReplicasOnLaterAttempts() {
        PartitionMap.Builder builder = builder();
        builder.add(a, claims(0, p -> p == 0 || p == 1, p -> false, p -> false), null);
        builder.add(b, claims(0, p -> false, p -> p == 0, p -> false), null);
        builder.add(c, claims(0, p -> false, p -> false, p -> p == 0 || p == 2), null);
        PartitionMap map = builder.build();
        assertThat(List.of(0, 1, 2, 3, 4, 5).stream().map(attempt -> map.ownerForAttempt(attempt, 0)))
                .containsExactly(a, b, c, a, b, c);
        // The only holder is used on every attempt.
        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(map.ownerForAttempt(attempt, 1)).isSameAs(a);
            assertThat(map.ownerForAttempt(attempt, 2)).isSameAs(c);
            assertThat(map.ownerForAttempt(attempt, 3)).isNull();
        }
    }

    @Test
    void acceptsDifferentNumbersOfReplicas() {
        PartitionMap.Builder builder = builder();
        builder.add(a, claims(0), null);
        builder.add(b, claims(0, p -> p == 7), null);
        builder.add(c, claims(0, p -> false, p -> p == 7), null);
        PartitionMap map = builder.build();
        assertThat(map.replicas()).isEqualTo(2);
        assertThat(map.owner(0, 7)).isSameAs(b);
        assertThat(map.owner(1, 7)).isSameAs(c);
        assertThat(builder().build().ownerForAttempt(3, 7)).isNull();
    }

    @Test
    void namesAnUnknownNamespace() {
        ClusterView view = new ClusterView(
                List.of(a), Map.of("x", builder().build(), "b", builder().build()));
        assertThat(view.partitions("x")).isNotNull();
        assertThatThrownBy(() -> view.partitions("nope"))
                .isInstanceOfSatisfying(
                        ServerErrorException.class,
                        e -> assertThat(e.resultCode()).isEqualTo(20))
                .hasMessageContaining("'nope' among [b, x]");
    }
}
