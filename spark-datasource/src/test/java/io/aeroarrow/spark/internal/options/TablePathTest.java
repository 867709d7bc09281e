package io.aeroarrow.spark.internal.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TablePathTest {

    @Test
    void aPathNamesNamespaceAndSet() {
        assertThat(table(Map.of("path", "test.k1"))).isEqualTo("test.k1");
        assertThat(table(Map.of("path", "k1", "namespace", "test"))).isEqualTo("test.k1");
        assertThat(table(Map.of("path", "test.k1", "namespace", "test", "set", "k1")))
                .isEqualTo("test.k1");
        assertThat(table(Map.of("path", "test.with.dots"))).isEqualTo("test.with.dots");
        assertThat(table(Map.of("path", "test.__all"))).isEqualTo("test");
        assertThat(table(Map.of("path", "test.__default"))).isEqualTo("test.__default");
        assertThat(SourceOptions.parse(Map.of("path", "k1"), Map.of("namespace", "test"))
                        .tableName())
                .isEqualTo("test.k1");
    }

    @Test
    void aPathThatContradictsAnOptionIsRejected() {
        assertThatThrownBy(() -> table(Map.of("path", "test.k1", "set", "k2")))
                .hasMessage("path 'test.k1' contradicts option 'set', which is 'k2'; leave one of them out");
        assertThatThrownBy(() -> table(Map.of("path", "test.k1", "aerospike.namespace", "prod")))
                .hasMessage("path 'test.k1' contradicts option 'namespace', which is 'prod'; leave one of them out");
        assertThatThrownBy(() -> SourceOptions.parse(Map.of("path", "test.k1"), Map.of("set", "k2")))
                .hasMessageContaining("contradicts option 'set'");
        Map<String, String> write = Map.of("path", "test.k1", "writeSet", "k2");
        assertThat(table(write)).isEqualTo("test.k1");
        assertThatThrownBy(() -> WriteOptions.parse(write, write))
                .hasMessageContaining("contradicts option 'writeSet'");
    }

    @Test
    void aPathThatIsNoSetIsRejected() {
        for (String path : new String[] {"", " ", "test.", ".k1", "/some/path", "test:k1", "file:/warehouse/t"}) {
            assertThatThrownBy(() -> table(Map.of("path", path, "namespace", "test")))
                    .as(path)
                    .hasMessageContaining("is not [namespace.]set, such as \"test.users\"")
                    .hasMessageContaining("'set'");
        }
        assertThatThrownBy(() -> table(Map.of("path", "k1")))
                .hasMessageContaining("option 'namespace' is missing")
                .hasMessageContaining(".load(\"test.users\")");
        assertThatThrownBy(() -> table(Map.of("paths", "[\"a\",\"b\"]", "namespace", "test")))
                .hasMessageContaining("load takes one path");
    }

    /** {@code CREATE TABLE ... USING aerospike} in Spark's own catalog adds such a path. */
    @Test
    void aLocationOfSparksCatalogIsIgnoredIfASetIsNamed() {
        assertThat(table(Map.of("path", "file:/warehouse/t", "namespace", "test", "set", "k1")))
                .isEqualTo("test.k1");
    }

    private static String table(Map<String, String> options) {
        return SourceOptions.parse(options).tableName();
    }
}
