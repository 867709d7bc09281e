package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Info;
import com.aerospike.client.Key;
import com.aerospike.client.cluster.Node;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class InfoTest {
    @Test
    void describesNamespacesAndSets() {
        ServerConfig config = ServerConfig.builder()
                .namespaces("test", "bar")
                .nodeId("BB9")
                .clusterName("mine")
                .build();
        try (EmbeddedServer server = EmbeddedServer.start(config);
                AerospikeClient client = OfficialClient.connect(server)) {
            client.put(null, new Key("test", "people", 1), new Bin("a", 1));
            client.put(null, new Key("bar", "places", 1), new Bin("a", 1));
            Node node = client.getNodes()[0];

            assertThat(node.getName()).isEqualTo("BB9");
            assertThat(Info.request(null, node, "namespaces")).isEqualTo("test;bar");
            assertThat(Info.request(null, node, "cluster-name")).isEqualTo("mine");
            assertThat(Info.request(null, node, "sets/test")).startsWith("ns=test:set=people:objects=1:");
            assertThat(Info.request(null, node, "sets/test/people")).startsWith("objects=1:");
            assertThat(Info.request(null, node, "sets/nope")).isEqualTo("ns_type=unknown");
            assertThat(Info.request(null, node, "namespace/test")).contains(";objects=1;");
            assertThat(Info.request(null, node, "namespace/nope")).isEqualTo("type=unknown");
            assertThat(Info.request(null, node, "statistics"))
                    .contains("cluster_size=1;")
                    .contains(";objects=2;");
            assertThat(Info.request(null, node, "service-clear-std")).isEqualTo(server.host() + ":" + server.port());
            assertThat(Info.request(null, node, "sindex-list:namespace=test")).isEmpty();
            assertThat(Info.request(null, node, "truncate:namespace=test;set=people;lut=1"))
                    .startsWith("ERROR:4:");
        }
    }

    @Test
    void leavesNoThreadsBehind() {
        // The server that other tests share may run all the while.
        Set<String> before = serverThreads();
        EmbeddedServer server = EmbeddedServer.start();
        try (AerospikeClient client = OfficialClient.connect(server)) {
            assertThat(client.isConnected()).isTrue();
            assertThat(serverThreads()).hasSizeGreaterThan(before.size());
            server.close();
        }
        assertThat(before).containsAll(serverThreads());
    }

    private static Set<String> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("embedded-server"))
                .collect(Collectors.toSet());
    }
}
