package io.aeroarrow.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import io.aeroarrow.embedded.EmbeddedAerospike;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AerospikeExtension.class)
final class AerospikeExtensionTest {
    private static final List<EmbeddedAerospike> SEEN = new ArrayList<>();
    private static AerospikeServer shared;
    private EmbeddedAerospike own;

    @BeforeAll
    static void before(AerospikeServer server) {
        shared = server;
    }

    @BeforeEach
    void beforeEach(EmbeddedAerospike embedded) {
        own = embedded;
    }

    @Test
    void givesAllTestsTheSameServer(AerospikeServer server) {
        assertThat(server).isSameAs(shared);
        try (AerospikeClient client = new AerospikeClient(server.host(), server.port())) {
            Key key = new Key("test", "aerospike-extension", 1);
            client.put(null, key, new Bin("a", 1));
            assertThat(client.get(null, key).getInt("a")).isEqualTo(1);
            assertThat(client.delete(null, key)).isTrue();
        }
        assertThat(server.embedded().isPresent()).isEqualTo(server.kind() == AerospikeServer.Kind.EMBEDDED);
    }

    @RepeatedTest(2)
    void givesEachTestItsOwnEmbeddedServer(EmbeddedAerospike embedded) {
        assertThat(embedded).isSameAs(own);
        assertThat(SEEN).doesNotContain(embedded);
        SEEN.add(embedded);
        assertThat(embedded.objects()).isZero();
        embedded.load("test", "s").put(1, Map.of("a", 1));
        assertThat(embedded.objects()).isEqualTo(1);
    }
}
