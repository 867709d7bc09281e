package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sends captured requests in their original order and compares the answers with those of a real server. The module's README lists the
 * captures that cannot be replayed. Captures that depend partly on chance are in {@link GoldenByChanceReplayTest}.
 */
final class GoldenReplayTest {
    private static final int DIGEST_OFFSET = 55;
    static final String[] BATCH_DIGESTS = {
        "7e0f7964d0fb50d2f9a1a5013394dab60b191b89",
        "c8b22b20cd1553f1157d8901e94c9f76bcc6ad7c",
        "c8c273af3b189aee8cf83fcfb643ec1f0d61c29d",
        "ef9580f0332e89f00c37ddff337af35c6309a8a6",
        "4281dc611123edd2be4229eae53c3bfa5ff08e1a",
        "43843421886a745bbd1b3165ae51dfd38d5edeb9"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                // One record's life: the generations have to come out the same as well.
                "raw-put raw-put-int4 raw-put-int2 raw-put-int1 raw-put-int3 raw-get raw-read-no-ops raw-write-bool-bad"
                        + " raw-neither-rw raw-no-ns raw-bad-ns raw-digest-short raw-trailing raw-binname-15"
                        + " raw-long-binname raw-unknown-field raw-no-set-read raw-set-mismatch raw-set-mismatch-write"
                        + " raw-op-respond-all-missing raw-op-readall-mix raw-read-op-without-read-bit raw-write-no-ops"
                        + " raw-replace-incr raw-ttl-toolong raw-incr-missing raw-float-incr raw-write-null raw-timeout"
                        + " raw-cdt-wrong-type raw-deep raw-compressed raw-key-no-digest raw-put-reset"
                        + " raw-filter-and-missing raw-filter-bintype raw-filter-const-true raw-filter-divzero"
                        + " raw-filter-empty-list raw-filter-missing-bin raw-filter-mixed-cmp raw-filter-not-missing"
                        + " raw-filter-or-missing raw-filter-type-mismatch raw-mp-nonminimal-w raw-mp-nonminimal-r"
                        + " raw-mp-bin8-w raw-mp-bin8-r raw-mp-f32-w raw-mp-f32-r raw-mp-plainstr-w raw-mp-plainstr-r"
                        + " raw-mp-emptystr-w raw-mp-emptystr-r raw-mp-wild-w raw-mp-wild-r raw-mp-map-unsorted-w"
                        + " raw-mp-map-unsorted-r raw-mp-map-intkeys-w raw-mp-map-intkeys-r raw-mp-map-dup-w raw-mp-map-dup-r raw-mp-map-nilkey-w raw-mp-map-nilkey-r"
                        + " raw-mp-map-boolkey-w raw-mp-map-boolkey-r raw-mp-map-floatkey-w raw-mp-map-floatkey-r raw-mp-map-ext-unsorted-w raw-mp-map-ext-unsorted-r"
                        + " raw-mp-list-ordered-unsorted-w raw-mp-list-ordered-unsorted-r raw-mp-uint64-w raw-mp-uint64-r raw-mp-notlist-w raw-mp-notlist-r"
                        + " raw-mp-trailing-w raw-mp-trailing-r raw-mp-deep-w raw-mp-deep-r",
                "raw-update-only-missing raw-replace-only-missing raw-gen0-create raw-gen1-ok raw-gen-delete-bad"
                        + " raw-gen-delete-ok",
                "raw-ttl-write raw-ttl-read raw-ttl-dontupdate raw-ttl-dontupdate-read raw-ttl-never raw-ttl-never-read"
                        + " raw-ttl-back raw-readtouch-101 raw-readtouch-never",
                "raw-key-store raw-key-mismatch",
                "put-int put-multi put-list-map put-map-sorted put-geo put-null-bin put-ttl-minus1 put-ttl-minus2 put-ttl-3600"
                        + " put-update put-update_only put-replace put-replace_only put-create_only put-gen-eq put-gen-gt"
                        + " put-commit-master put-sendkey-int put-sendkey-str put-sendkey-blob put-filter"
                        + " put-filtered-out add touch touch-missing delete-missing delete-durable exists-missing"
                        + " get-missing get-types get-list-map get-map-sorted get-sendkey get-bad-namespace-key"
                        + " get-sc-linearize",
                "admin-login-ce raw-admin-v0 put-compressed-ce delete-durable txn-read-ce",
                "raw-query-badexp raw-query-dup-pid raw-query-no-done-bit raw-query-no-pids raw-query-nonbool-exp"
                        + " raw-query-pid-and-digest-dup raw-query-short-rps raw-query-sindex-ptype query-no-index"
                        + " scan-unknown-set raw-query-dup-trid",
                "put-int sindex-create sindex-create-string sindex-create-list sindex-create-mapkeys sindex-create-geo"
                        + " sindex-create-blob scan-after-digest query-geo-contains query-resume.2 query-bg-ops"
                        + " info-sindex_exists_namespace_test_indexname_gi_a udf-remove sindex-drop truncate"
                        + " truncate-now delete-durable-existing",
                "raw-batch-badns raw-batch-count-mismatch raw-batch-nofield raw-batch-repeat-first raw-batch-zero",
            })
    void answersAsTheRealServerDid(String names) throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start();
                RawConnection connection = new RawConnection(server)) {
            for (String name : names.split(" ", -1)) {
                assertThat(exchange(connection, name)).as(name).isEqualTo(captured(name));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "raw-batch-index-arbitrary",
                "raw-batch-old-rows",
                "raw-batch-type42",
                "raw-batch-err-flags1",
                "raw-batch-err-flags5",
                "raw-batch-err-flagsd"
            })
    void answersBatchesAsTheRealServerDid(String name) throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start();
                RawConnection connection = new RawConnection(server)) {
            for (int i = 0; i < BATCH_DIGESTS.length; i++) {
                putForBatch(connection, BATCH_DIGESTS[i], 1000 + i);
            }
            List<String> expected = captured(name);
            List<String> answered = exchange(connection, name);
            if (expected.size() == 1) {
                // What was finished before the failing row is a matter of luck: the end is not.
                expected = expected.subList(expected.size() - 1, expected.size());
                answered = answered.subList(answered.size() - 1, answered.size());
            }
            assertThat(answered).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "conn-bootstrap conn-bootstrap.2 conn-bootstrap.3 raw-info-nolf info-node info-build info-edition info-version"
                        + " info-features info-partition_generation info-peers_generation info-rebalance_generation"
                        + " info-peers_clear_std info-peers_tls_std info-peers_clear_alt info-services info-rack_ids"
                        + " info-racks_ info-nosuchcommand info-bins info-release info-digests info-name"
                        + " info-service_tls_std info-service_clear_alt info-scan_show info-query_show_trid_1"
                        + " info-query_abort_trid_1 info-roster_namespace_test"
                        + " info-sindex_exists_namespace_test_indexname_nope info-truncate_namespace_test_set_gscratch"
                        + " info-cluster_stable_ignore_migrations_true_namespace_test",
                "info-build_os info-replicas info-replicas_max_1 info-namespaces info-bins_test info-jobs_module_query"
                        + " info-cluster_generation info-health_stats info-sprigs"
                        + " info-user_agent_set_value_MSxqYXZhLTkuMi4wLG5vdC1zZXQ_",
                "raw-ua1 raw-ua2"
            })
    void answersInfoAsTheRealServerDid(String names) throws IOException {
        ServerConfig config = ServerConfig.builder().namespaces("test", "bar").build();
        try (EmbeddedServer server = EmbeddedServer.start(config);
                RawConnection connection = new RawConnection(server)) {
            for (String name : names.split(" ", -1)) {
                assertThat(exchange(connection, name)).as(name).isEqualTo(captured(name));
            }
        }
    }

    /** For records that had been written more often on the real server. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "raw-put-reset2 raw-mapkey-int raw-mapkey-blob raw-mapkey-geo raw-mapkey-list raw-mapkey-mixed"
                        + " raw-list-setup raw-map-setup",
                "append prepend operate-append-prepend operate-get-delete"
            })
    void answersAsTheRealServerDidExceptForTheGeneration(String names) throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start();
                RawConnection connection = new RawConnection(server)) {
            for (String name : names.split(" ", -1)) {
                assertThat(withoutGeneration(exchange(connection, name)))
                        .as(name)
                        .isEqualTo(withoutGeneration(captured(name)));
            }
        }
    }

    private static List<String> withoutGeneration(List<String> messages) {
        return messages.stream()
                .map(message -> message.replaceAll(" generation=\\d+", ""))
                .toList();
    }

    @Test
    void deletesARecordWithItsLastBin() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start();
                RawConnection connection = new RawConnection(server)) {
            putForBatch(connection, BATCH_DIGESTS[5], 1005);
            for (String name : List.of("raw-write-delete-last-bin", "raw-write-delete-last-bin2")) {
                assertThat(exchange(connection, name)).as(name).isEqualTo(captured(name));
            }
        }
    }

    @Test
    void closesAnIdleConnection() throws IOException {
        ServerConfig impatient = ServerConfig.builder()
                .nodeId("B1")
                .idleTimeout(Duration.ofSeconds(3))
                .build();
        try (EmbeddedServer server = EmbeddedServer.start(impatient);
                RawConnection connection = new RawConnection(server)) {
            for (String name : List.of("raw-info-two", "raw-idle1")) {
                assertThat(exchange(connection, name)).as(name).isEqualTo(captured(name));
            }
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw-bad-proto-type", "raw-bad-proto-version", "raw-huge"})
    void closesTheConnectionOnAnInvalidFrame(String name) throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start();
                RawConnection connection = new RawConnection(server)) {
            connection.send(GoldenCaptures.request(name));
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        String[] names = {"raw-put", "info-build", "raw-put-int4", "scan-unknown-set", "raw-put-int2", "info-node"};
        ByteBuffer all = ByteBuffer.allocate(64 << 10);
        for (String name : names) {
            all.put(GoldenCaptures.request(name));
        }
        try (EmbeddedServer server = EmbeddedServer.start();
                RawConnection connection = new RawConnection(server)) {
            connection.send(java.util.Arrays.copyOf(all.array(), all.position()));
            for (String name : names) {
                assertThat(read(connection, name)).as(name).isEqualTo(captured(name));
            }
        }
    }

    private static List<String> exchange(RawConnection connection, String name) throws IOException {
        connection.send(GoldenCaptures.request(name));
        return read(connection, name);
    }

    private static List<String> read(RawConnection connection, String name) throws IOException {
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < GoldenCaptures.frames(GoldenCaptures.response(name)).size(); i++) {
            messages.addAll(GoldenCaptures.messages(connection.readFrame()));
        }
        return messages;
    }

    private static List<String> captured(String name) throws IOException {
        return GoldenCaptures.frames(GoldenCaptures.response(name)).stream()
                .flatMap(frame -> GoldenCaptures.messages(frame).stream())
                .toList();
    }

    /** The captured put with another key and value. */
    static void putForBatch(RawConnection connection, String digest, long value) throws IOException {
        byte[] request = GoldenCaptures.request("raw-put");
        byte[] bytes = HexFormat.of().parseHex(digest);
        System.arraycopy(bytes, 0, request, DIGEST_OFFSET, bytes.length);
        ByteBuffer.wrap(request).putLong(request.length - Long.BYTES, value);
        connection.send(request);
        assertThat(GoldenCaptures.messages(connection.readFrame()))
                .singleElement()
                .asString()
                .contains("result=0");
    }
}
