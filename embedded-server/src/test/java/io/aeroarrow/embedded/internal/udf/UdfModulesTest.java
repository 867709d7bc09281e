package io.aeroarrow.embedded.internal.udf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class UdfModulesTest {
    private static final UdfCall CALL = new UdfCall("m", "f", List.of());

    @Test
    void keepsModulesWithoutRunningThemIfThereIsNoEngine() {
        try (UdfModules modules = new UdfModules(sources -> null)) {
            assertThat(modules.check("m.lua", new byte[] {'('})).isNull();
            modules.put("m.lua", "eCA9IDE=");
            modules.put("a.lua", "eCA9IDI=");
            assertThat(modules.content("m.lua")).isEqualTo("eCA9IDE=");
            assertThat(modules.hashes()).containsOnlyKeys("m.lua", "a.lua");
            assertThat(modules.aggregate(CALL, () -> null, value -> {})).isEqualTo(UdfOutcome.noModule());
            modules.remove("m.lua");
            assertThat(modules.content("m.lua")).isNull();
        }
    }
}
