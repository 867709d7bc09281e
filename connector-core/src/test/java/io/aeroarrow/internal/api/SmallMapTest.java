package io.aeroarrow.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmallMapTest {

    @Test
    void isEqualToAHashedMapAndKeepsTheOrder() {
        SmallMap<Integer> small = new SmallMap<>(3);
        Map<String, Integer> hashed = new LinkedHashMap<>();
        for (String name : List.of("c", "a", "b", "a")) {
            assertThat(small.put(name, small.size())).isEqualTo(hashed.put(name, hashed.size()));
        }
        assertThat(small).isEqualTo(hashed).hasSameHashCodeAs(hashed).hasToString(hashed.toString());
        assertThat(hashed).isEqualTo(small);
        assertThat(small.keySet()).containsExactly("c", "a", "b");
        assertThat(small.get("b")).isEqualTo(2);
        assertThat(small.get("d")).isNull();
        assertThat(small).doesNotContainKey("d");
    }

    @Test
    void cannotBeChangedOnceItIsFrozen() {
        SmallMap<Integer> small = new SmallMap<>(1);
        small.put("a", 1);
        assertThat(SmallMap.copyOf(small)).isNotSameAs(small).isEqualTo(small);
        small.freeze();
        assertThat(SmallMap.copyOf(small)).isSameAs(small);
        assertThatThrownBy(() -> small.put("a", 2)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(small::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> small.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> small.entrySet().iterator().next().setValue(2))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(small).isEqualTo(Map.of("a", 1));
    }
}
