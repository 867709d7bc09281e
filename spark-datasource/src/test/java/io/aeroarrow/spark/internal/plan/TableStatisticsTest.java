package io.aeroarrow.spark.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.admin.ClusterCapabilities;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When the plan of a scan says that an index of the set would help. */
class TableStatisticsTest {

    private static String hint(long rows, long visited) {
        return String.valueOf(
                new TableStatistics(rows, 0, List.of(), new ClusterCapabilities("8.1.2.0", Set.of()), visited).hint());
    }

    @Test
    void hintsAtAnIndexOfASmallSetInALargeNamespace() {
        assertThat(hint(1_200, 3_000_000))
                .isEqualTo("an index of the set would help: a scan visits about 3,000,000 records of the namespace for"
                        + " 1,200 of the set");
        assertThat(hint(400_000, 3_000_000)).isEqualTo("null");
        assertThat(hint(10, 900_000)).isEqualTo("null");
        assertThat(hint(1_200, 1_200)).isEqualTo("null");
    }
}
