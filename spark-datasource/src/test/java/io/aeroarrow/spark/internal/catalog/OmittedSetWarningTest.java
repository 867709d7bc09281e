package io.aeroarrow.spark.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.spark.internal.options.SourceOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OmittedSetWarningTest {

    @Test
    void warnsOncePerNamespaceThatIsReadWithoutNamingASet() {
        Map<String, String> omitted = Map.of("namespace", "warned");
        assertThat(OmittedSetWarning.warn(SourceOptions.parse(Map.of("namespace", "warned", "set", "__all"))))
                .isFalse();
        assertThat(OmittedSetWarning.warn(SourceOptions.parse(Map.of("path", "warned.users"))))
                .isFalse();
        assertThat(OmittedSetWarning.warn(SourceOptions.parse(omitted))).isTrue();
        assertThat(OmittedSetWarning.warn(SourceOptions.parse(omitted))).isFalse();
        assertThat(OmittedSetWarning.warn(SourceOptions.parse(Map.of("namespace", "another"))))
                .isTrue();
    }
}
