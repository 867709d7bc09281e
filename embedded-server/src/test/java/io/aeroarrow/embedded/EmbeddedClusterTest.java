package io.aeroarrow.embedded;

import static io.aeroarrow.embedded.RawRequests.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Host;
import com.aerospike.client.Info;
import com.aerospike.client.Key;
import com.aerospike.client.Record;
import com.aerospike.client.cluster.Node;
import com.aerospike.client.policy.ClientPolicy;
import com.aerospike.client.policy.Policy;
import com.aerospike.client.policy.Replica;
import com.aerospike.client.policy.WritePolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The expected results come from a cluster of three nodes of Aerospike CE 8.1.0.3, one of which was killed and restarted. Racks and durable
 * clusters belong to other editions.
 */
@Timeout(60)
final class EmbeddedClusterTest {
    private static final String SET = "cluster";
    private static final int TIMEOUT = 9;
    private static final int UNAVAILABLE = 11;

    private static AerospikeClient connect(EmbeddedCluster cluster) {
        Host[] seeds = IntStream.range(0, cluster.size())
                .filter(cluster::isRunning)
                .mapToObj(cluster::server)
                .map(server -> new Host(server.host(), server.port()))
                .toArray(Host[]::new);
        ClientPolicy policy = new ClientPolicy();
        policy.tendInterval = 250;
        // A busy machine is no fault of anybody.
        policy.timeout = 30_000;
        policy.readPolicyDefault.setTimeout(30_000);
        policy.writePolicyDefault.setTimeout(30_000);
        return new AerospikeClient(policy, seeds);
    }

    private static void fill(AerospikeClient client, int records) {
        for (int i = 0; i < records; i++) {
            client.put(null, new Key("test", SET, i), new Bin("a", i));
        }
    }

    private static List<Long> scan(AerospikeClient client) {
        ConcurrentLinkedQueue<Long> found = new ConcurrentLinkedQueue<>();
        client.scanAll(null, "test", SET, (key, record) -> found.add(record.getLong("a")));
        return List.copyOf(found);
    }

    private static String info(EmbeddedCluster cluster, int node, String name) {
        EmbeddedServer server = cluster.server(node);
        return Info.request(server.host(), server.port(), name);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** Whether the client has this many nodes, and a node for each partition. */
    private static boolean knows(AerospikeClient client, int nodes) {
        AtomicReferenceArray<Node> masters = client.getCluster().partitionMap.get("test").replicas[0];
        return client.getNodes().length == nodes
                && IntStream.range(0, masters.length()).mapToObj(masters::get).allMatch(Node::isActive);
    }

    /** The partitions that a node claims, by replica. */
    private static List<Set<Integer>> claims(EmbeddedCluster cluster, int node) {
        String[] columns = info(cluster, node, "replicas").split(",", -1);
        return Arrays.stream(columns)
                .skip(2)
                .map(column -> Base64.getDecoder().decode(column))
                .map(bits -> {
                    Set<Integer> held = new HashSet<>();
                    IntStream.range(0, 4096)
                            .filter(partition -> (bits[partition >> 3] & 0x80 >> (partition & 7)) != 0)
                            .forEach(held::add);
                    return held;
                })
                .toList();
    }

    private static int[] partitions(EmbeddedCluster cluster, int node, int replica) {
        return claims(cluster, node).get(replica).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Test
    void publishesPeersAndPartitionOwners() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(3)) {
            List<String> peers = cluster.addresses().stream()
                    .map(address -> "[127.0.0.1:" + address.getPort() + "]")
                    .toList();
            assertThat(info(cluster, 0, "peers-clear-std"))
                    .matches("\\d+,3000,\\[\\[E2,,\\Q" + peers.get(1) + "\\E],\\[E3,,\\Q" + peers.get(2) + "\\E]]");
            assertThat(info(cluster, 1, "peers-clear-std"))
                    .contains("[E1,,", "[E3,,")
                    .doesNotContain("E2");
            assertThat(info(cluster, 2, "services"))
                    .contains(";")
                    .doesNotContain(peers.get(2).substring(1, 10) + "x");
            assertThat(info(cluster, 0, "cluster-stable:size=3")).isEqualTo(info(cluster, 2, "cluster-stable:"));
            assertThat(info(cluster, 0, "cluster-stable:size=2")).isEqualTo("ERROR:7:cluster not specified size");
            assertThat(info(cluster, 0, "partition-generation")).isEqualTo("0");
            assertThat(info(cluster, 0, "rack-ids")).isEqualTo("ERROR:25:enterprise only");
            assertThat(info(cluster, 0, "replicas")).startsWith("test:0,2,");
            assertThat(info(cluster, 0, "replicas:max=1"))
                    .startsWith("test:0,1,")
                    .doesNotMatch(".*,.*,.*,.*");
            assertThat(info(cluster, 0, "namespace/test"))
                    .contains("ns_cluster_size=3;effective_replication_factor=2;");

            Set<Integer> masters = new HashSet<>();
            Set<Integer> replicas = new HashSet<>();
            for (int node = 0; node < 3; node++) {
                List<Set<Integer>> claims = claims(cluster, node);
                // About a third each, and no partition twice in a column or a node.
                assertThat(claims)
                        .hasSize(2)
                        .allSatisfy(held -> assertThat(held.size()).isBetween(1250, 1480));
                assertThat(claims.get(0))
                        .doesNotContainAnyElementsOf(claims.get(1))
                        .allMatch(masters::add);
                assertThat(claims.get(1)).allMatch(replicas::add);
            }
            assertThat(masters).hasSize(4096);
            assertThat(replicas).hasSize(4096);
        }
    }

    @Test
    void looksLikeOneClusterToClients() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(3);
                AerospikeClient client = connect(cluster)) {
            fill(client, 600);

            assertThat(client.getNodeNames()).containsExactlyInAnyOrder("E1", "E2", "E3");
            assertThat(scan(client)).hasSize(600).doesNotHaveDuplicates();
            assertThat(client.get(
                            null,
                            IntStream.range(0, 600)
                                    .mapToObj(i -> new Key("test", SET, i))
                                    .toArray(Key[]::new)))
                    .doesNotContainNull();
            assertThat(cluster.objects()).isEqualTo(600);
            // Each node counts the copies it holds.
            assertThat(Arrays.stream(client.getNodes())
                            .mapToLong(node -> objects(node))
                            .sum())
                    .isEqualTo(1200);
            assertThat(Info.request(null, client.getNodes()[0], "truncate:namespace=test;set=" + SET))
                    .isEqualTo("ok");
            assertThat(scan(client)).isEmpty();
        }
    }

    private static long objects(Node node) {
        String sets = Info.request(null, node, "sets/test/" + SET);
        return Long.parseLong(sets.replaceAll("objects=(\\d+):.*", "$1"));
    }

    @Test
    void answersMisdirectedRequestsOfSingleRecordsAndRefusesQueries() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(3)) {
            for (int partition = 0; partition < 40; partition++) {
                int master = cluster.master("test", partition).orElseThrow();
                int replica = cluster.holder("test", 1, partition).orElseThrow();
                int other = 3 - master - replica;
                byte[] digest = digest(partition, 1);

                assertThat(RawRequests.put(cluster.server(other), SET, digest, 7)
                                .resultCode())
                        .isZero();
                for (int node = 0; node < 3; node++) {
                    assertThat(RawRequests.get(cluster.server(node), SET, digest)
                                    .resultCode())
                            .isZero();
                }
                // Master and replica read it, both with the row and the end; the third refuses.
                assertThat(RawRequests.scan(cluster.server(master), SET, partition))
                        .hasSize(2);
                assertThat(RawRequests.scan(cluster.server(replica), SET, partition))
                        .hasSize(2);
                List<RawRequests.Answer> refused = RawRequests.scan(cluster.server(other), SET, partition);
                assertThat(refused).hasSize(2);
                assertThat(refused.get(0).isPartitionDone()).isTrue();
                assertThat(refused.get(0).resultCode()).isEqualTo(UNAVAILABLE);
                assertThat(refused.get(0).generation()).isEqualTo(partition);
                assertThat(refused.get(1).resultCode()).isZero();
            }
        }
    }

    @Test
    void proxiesRequestsToAnyNode() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(3);
                AerospikeClient client = connect(cluster)) {
            WritePolicy write = new WritePolicy();
            write.replica = Replica.RANDOM;
            Policy read = new Policy();
            read.replica = Replica.RANDOM;
            for (int i = 0; i < 100; i++) {
                client.put(write, new Key("test", SET, i), new Bin("a", i));
                Record record = client.get(read, new Key("test", SET, i));
                assertThat(record.getInt("a")).isEqualTo(i);
            }
        }
    }

    @Test
    void replicasTakeOverThePartitionsOfADeadNode() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(3);
                AerospikeClient client = connect(cluster)) {
            fill(client, 500);
            String key = info(cluster, 0, "cluster-stable:");
            int peers = Integer.parseInt(info(cluster, 0, "peers-generation"));

            cluster.kill(2);

            assertThat(cluster.isRunning(2)).isFalse();
            assertThat(info(cluster, 0, "peers-generation")).isEqualTo(Integer.toString(peers + 1));
            assertThat(info(cluster, 0, "peers-clear-std")).contains("E2").doesNotContain("E3");
            assertThat(info(cluster, 0, "alumni-clear-std")).contains("E2", "E3");
            assertThat(Integer.parseInt(info(cluster, 0, "partition-generation")))
                    .isPositive();
            assertThat(info(cluster, 0, "cluster-stable:size=2"))
                    .isNotEqualTo(key)
                    .doesNotContain("ERROR");
            assertThat(claims(cluster, 0).get(0).size()
                            + claims(cluster, 1).get(0).size())
                    .isEqualTo(4096);
            assertThat(claims(cluster, 0).get(1)).isEqualTo(claims(cluster, 1).get(0));
            assertThat(cluster.objects()).isEqualTo(500);
            await(() -> knows(client, 2));
            assertThat(scan(client)).hasSize(500).doesNotHaveDuplicates();

            int port = cluster.addresses().get(2).getPort();
            cluster.restart(2);

            assertThat(cluster.server(2).port()).isEqualTo(port);
            assertThat(info(cluster, 2, "node")).isEqualTo("E3");
            assertThat(info(cluster, 2, "peers-generation")).isEqualTo("1");
            await(() -> knows(client, 3));
            assertThat(scan(client)).hasSize(500).doesNotHaveDuplicates();
        }
    }

    @Test
    void partitionsWithoutALivingCopyAreLost() {
        try (EmbeddedCluster cluster =
                        EmbeddedCluster.builder().replicationFactor(1).start();
                AerospikeClient client = connect(cluster)) {
            fill(client, 600);
            int held = partitions(cluster, 2, 0).length;

            cluster.kill(2);

            assertThat(held).isPositive();
            assertThat(cluster.objects()).isBetween(300L, 500L);
            for (int partition = 0; partition < 4096; partition++) {
                assertThat(cluster.master("test", partition)).isPresent();
            }
            cluster.restart(2);
            assertThat(cluster.objects()).isBetween(300L, 500L);
            cluster.killAll();
            assertThat(cluster.objects()).isZero();
        }
    }

    @Test
    void partitionsOfADurableClusterWaitForTheirLastNode() {
        try (EmbeddedCluster cluster =
                EmbeddedCluster.builder().replicationFactor(1).durable().start()) {
            int[] held = partitions(cluster, 2, 0);
            byte[] digest = digest(held[0], 1);
            RawRequests.put(cluster.server(2), SET, digest, 1);

            cluster.kill(2);

            assertThat(cluster.master("test", held[0])).isEmpty();
            assertThat(RawRequests.get(cluster.server(0), SET, digest).resultCode())
                    .isEqualTo(UNAVAILABLE);
            assertThat(RawRequests.put(cluster.server(0), SET, digest, 2).resultCode())
                    .isEqualTo(UNAVAILABLE);
            cluster.restart(2);
            assertThat(RawRequests.get(cluster.server(0), SET, digest).resultCode())
                    .isZero();

            cluster.killAll();
            cluster.restartAll();
            assertThat(RawRequests.get(cluster.server(1), SET, digest).resultCode())
                    .isZero();
            assertThat(cluster.objects()).isEqualTo(1);
        }
    }

    @Test
    void requestsThatNeedAnUnnoticedDeadNodeTimeOut() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(3)) {
            int[] masters = partitions(cluster, 2, 0);
            int byReplica = IntStream.of(masters)
                    .filter(partition -> cluster.holder("test", 1, partition).orElseThrow() == 0)
                    .findFirst()
                    .orElseThrow();
            int byOther = IntStream.of(masters)
                    .filter(partition -> cluster.holder("test", 1, partition).orElseThrow() == 1)
                    .findFirst()
                    .orElseThrow();
            int ownMaster = IntStream.of(partitions(cluster, 0, 0))
                    .filter(partition -> cluster.holder("test", 1, partition).orElseThrow() == 2)
                    .findFirst()
                    .orElseThrow();
            EmbeddedServer server = cluster.server(0);
            for (int partition : new int[] {byReplica, byOther, ownMaster}) {
                assertThat(RawRequests.put(server, SET, digest(partition, 1), 1).resultCode())
                        .isZero();
            }

            cluster.killUnnoticed(2);

            assertThat(info(cluster, 0, "peers-clear-std")).contains("E3");
            assertThat(RawRequests.get(server, SET, digest(byReplica, 1)).resultCode())
                    .isZero();
            assertThat(RawRequests.get(server, SET, digest(byOther, 1)).resultCode())
                    .isEqualTo(TIMEOUT);
            assertThat(RawRequests.get(server, SET, digest(ownMaster, 1)).resultCode())
                    .isZero();
            assertThat(RawRequests.put(server, SET, digest(byReplica, 1), 2).resultCode())
                    .isEqualTo(TIMEOUT);
            assertThat(RawRequests.put(server, SET, digest(ownMaster, 1), 2).resultCode())
                    .isEqualTo(TIMEOUT);
            assertThat(RawRequests.scan(server, SET, byReplica)).hasSize(2);

            cluster.noticeDeaths();

            // The master did what its replica could not confirm; what went to the dead one never happened.
            assertThat(RawRequests.get(server, SET, digest(ownMaster, 1)).generation())
                    .isEqualTo(2);
            assertThat(RawRequests.get(server, SET, digest(byReplica, 1)).generation())
                    .isEqualTo(1);
        }
    }

    @Test
    void nodesJoinAndLeaveWithoutLoss() {
        try (EmbeddedCluster cluster =
                        EmbeddedCluster.builder().nodes(1).replicationFactor(1).start();
                AerospikeClient client = connect(cluster)) {
            fill(client, 400);
            int added = cluster.add();
            await(() -> knows(client, 2));
            assertThat(claims(cluster, added).get(0)).hasSizeBetween(1800, 2300);
            assertThat(scan(client)).hasSize(400).doesNotHaveDuplicates();

            cluster.leave(0);

            assertThat(claims(cluster, added).get(0)).hasSize(4096);
            await(() -> knows(client, 1));
            assertThat(scan(client)).hasSize(400).doesNotHaveDuplicates();
            assertThatThrownBy(() -> cluster.leave(added)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void movesMastersAndRebalances() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(3)) {
            int master = cluster.master("test", 7).orElseThrow();
            int replica = cluster.holder("test", 1, 7).orElseThrow();
            int other = 3 - master - replica;

            cluster.moveMaster("test", 7, replica);
            assertThat(cluster.master("test", 7)).hasValue(replica);
            assertThat(cluster.holder("test", 1, 7)).hasValue(master);

            cluster.moveMaster("test", 7, other);
            assertThat(cluster.master("test", 7)).hasValue(other);
            assertThat(cluster.holder("test", 1, 7)).hasValue(master);
            assertThat(info(cluster, replica, "partition-generation")).isEqualTo("2");

            List<Set<Integer>> before = claims(cluster, 0);
            cluster.rebalance(5);
            List<Set<Integer>> after = claims(cluster, 0);
            cluster.rebalance(6);
            assertThat(after).isNotEqualTo(before).isNotEqualTo(claims(cluster, 0));
            cluster.rebalance(5);
            assertThat(claims(cluster, 0)).isEqualTo(after);
        }
    }

    @Test
    void migrationsWaitUntilTheyAreResumed() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(2)) {
            cluster.holdMigrations();
            int added = cluster.add();
            assertThat(claims(cluster, added))
                    .allSatisfy(held -> assertThat(held).isEmpty());
            assertThat(info(cluster, added, "partition-generation")).isEqualTo("0");
            assertThat(info(cluster, 0, "cluster-stable:")).isEqualTo("ERROR:7:unstable cluster");
            assertThat(info(cluster, 0, "cluster-stable:ignore-migrations=true"))
                    .doesNotContain("ERROR");

            int left = cluster.migrate(0);
            assertThat(left).isPositive();
            assertThat(cluster.migrate(100)).isEqualTo(left - 100);
            assertThat(claims(cluster, added).get(0).size()
                            + claims(cluster, added).get(1).size())
                    .isEqualTo(100);
            assertThat(info(cluster, 0, "namespace/test")).contains("migrate_tx_partitions_remaining=" + (left - 100));

            cluster.resumeMigrations();
            assertThat(cluster.migrate(0)).isZero();
            assertThat(info(cluster, 0, "cluster-stable:")).doesNotContain("ERROR");
        }
    }

    @Test
    void migrationsTakeTheConfiguredTime() {
        try (EmbeddedCluster cluster = EmbeddedCluster.builder()
                .nodes(2)
                .migrationTime(Duration.ofMillis(200))
                .start()) {
            assertThat(cluster.migrate(0)).isZero();
            cluster.add();
            assertThat(cluster.migrate(0)).isPositive();
            await(() -> cluster.migrate(0) == 0);
        }
    }

    @Test
    void replicasAreOnDifferentRacks() {
        try (EmbeddedCluster cluster =
                EmbeddedCluster.builder().nodes(4).racks(1, 1, 2, 2).start()) {
            assertThat(info(cluster, 0, "rack-ids")).isEqualTo("test:1");
            assertThat(info(cluster, 3, "rack-ids")).isEqualTo("test:2");
            for (int partition = 0; partition < 4096; partition++) {
                int master = cluster.master("test", partition).orElseThrow();
                int replica = cluster.holder("test", 1, partition).orElseThrow();
                assertThat(master / 2).isNotEqualTo(replica / 2);
            }
        }
    }
}
