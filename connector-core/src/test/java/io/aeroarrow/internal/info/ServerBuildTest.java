package io.aeroarrow.internal.info;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.admin.ServerFeature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerBuildTest {

    @ParameterizedTest
    @CsvSource({
        "8.1.0.3, 8.1.0.3, 2",
        "8.1.1.9, 8.1.1.9, 2",
        "8.1.2, 8.1.2.0, 5",
        "8.1.2.0, 8.1.2.0, 5",
        "8.1.2.0-rc1, 8.1.2.0, 5",
        "8.10.0.1, 8.10.0.1, 5",
        "9.0.0.0, 9.0.0.0, 5",
        "7.2.0.11, 7.2.0.11, 1",
        "nonsense, unknown, 0",
        "'', unknown, 0"
    })
    void knowsTheFeaturesOfAVersion(String text, String shown, int features) {
        ServerBuild build = ServerBuild.parse(text);
        assertThat(build).hasToString(shown);
        assertThat(build.capabilities().lowestBuild()).isEqualTo(shown);
        assertThat(build.capabilities().features()).hasSize(features);
        for (ServerFeature feature : ServerFeature.values()) {
            assertThat(build.supports(feature))
                    .isEqualTo(build.capabilities().supports(feature))
                    .isEqualTo(build.compareTo(ServerBuild.parse(feature.since())) >= 0);
        }
    }

    @Test
    void ordersVersionsByAllNumbers() {
        assertThat(ServerBuild.parse("8.1.0.3"))
                .isGreaterThan(ServerBuild.parse("8.1.0.2"))
                .isLessThan(ServerBuild.parse("8.1.0.10"))
                .isLessThan(ServerBuild.parse("8.1.2.0"))
                .isGreaterThan(ServerBuild.UNKNOWN);
    }

    @Test
    void showsTheVersionAndItsFeatures() {
        assertThat(ServerBuild.parse("8.1.2.0").capabilities())
                .hasToString("8.1.2.0 (record size, index by name, list membership, operations in queries, indexes of"
                        + " sets)");
        assertThat(ServerBuild.UNKNOWN.capabilities()).hasToString("unknown");
    }
}
