package io.aeroarrow.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.embedded.junit.AerospikeServer.Kind;
import org.junit.jupiter.api.Test;

final class ServerChoiceTest {

    @Test
    void prefersTheNamedServer() {
        ServerChoice choice = ServerChoice.of("db.example", "3100", "aerospike/aerospike-server:8.1.0.3");
        try (AerospikeServer server = AerospikeServer.open(choice)) {
            assertThat(server.kind()).isEqualTo(Kind.NAMED);
            assertThat(server.host()).isEqualTo("db.example");
            assertThat(server.port()).isEqualTo(3100);
            assertThat(server.embedded()).isEmpty();
        }
        assertThat(ServerChoice.of("db.example", null, null).address().getPort())
                .isEqualTo(3000);
        assertThat(ServerChoice.of("db.example", "", null).address().getPort()).isEqualTo(3000);
        assertThatThrownBy(() -> ServerChoice.of("db.example", "x1", null))
                .hasMessageContaining("AEROSPIKE_PORT", "x1");
        assertThatThrownBy(() -> ServerChoice.of("db.example", "0", null)).hasMessageContaining("AEROSPIKE_PORT", "0");
    }

    @Test
    void usesAContainerIfAnImageIsNamed() {
        ServerChoice choice = ServerChoice.of("", null, "aerospike/aerospike-server:8.1.0.3");
        assertThat(choice.kind()).isEqualTo(Kind.CONTAINER);
        assertThat(choice.image()).isEqualTo("aerospike/aerospike-server:8.1.0.3");
    }

    @Test
    void usesTheEmbeddedServerOtherwise() {
        try (AerospikeServer server = AerospikeServer.open(ServerChoice.of(null, "3100", " "))) {
            assertThat(server.kind()).isEqualTo(Kind.EMBEDDED);
            assertThat(server.host()).isEqualTo("127.0.0.1");
            assertThat(server.embedded().orElseThrow().port()).isEqualTo(server.port());
        }
    }

    @Test
    void namesTheDependencyThatAContainerNeeds() {
        ClassLoader without = ClassLoader.getPlatformClassLoader();
        ServerChoice container = ServerChoice.of(null, null, "aerospike/aerospike-server:8.1.0.3");
        assertThatThrownBy(() -> container.requireDependencies(without))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("org.testcontainers:testcontainers")
                .hasMessageContaining("aerospike/aerospike-server:8.1.0.3");
        assertThatCode(() -> container.requireDependencies(ServerChoiceTest.class.getClassLoader()))
                .doesNotThrowAnyException();
        assertThatCode(() -> ServerChoice.of(null, null, null).requireDependencies(without))
                .doesNotThrowAnyException();
    }
}
