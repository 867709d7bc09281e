package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CompressedTrafficTest {

    private static final String TEXT = "compressible ".repeat(500);
    private static final int RECORDS = 200;

    private static Key key(int number) {
        return Key.of("test", "compressed", number);
    }

    @Test
    void compressesEveryKindOfRequestAndAnswer() {
        ServerConfig enterprise = ServerConfig.builder().compression(true).build();
        try (EmbeddedServer server = EmbeddedServer.start(enterprise);
                AeroArrowClient client = AeroArrowClient.connect(
                        ClientConfig.of(server.host(), server.port()).withCompression(true))) {
            for (int i = 0; i < RECORDS; i++) {
                client.put(
                        key(i), List.of(new Bin("a", Value.of(TEXT)), new Bin("i", Value.of(i))), WritePolicy.DEFAULT);
            }
            assertThat(client.metrics().bytesSent()).isLessThan((long) RECORDS * TEXT.length() / 4);
            assertThat(client.get(key(7)).orElseThrow().bins()).containsEntry("a", Value.of(TEXT));
            assertThat(client.async()
                            .get(key(8), BinSelection.all(), ReadPolicy.DEFAULT)
                            .join()
                            .orElseThrow()
                            .bins())
                    .containsEntry("i", Value.of(8));
            assertThat(client.batch(
                            IntStream.range(0, RECORDS)
                                    .mapToObj(i -> BatchEntry.read(key(i), BinSelection.all()))
                                    .toList(),
                            BatchPolicy.DEFAULT))
                    .allSatisfy(result ->
                            assertThat(result.record().orElseThrow().bins()).containsEntry("a", Value.of(TEXT)));
            int rows = 0;
            try (RecordCursors records = client.unwrap(CursorClient.class).scan(ScanRequest.of("test", "compressed"))) {
                while (records.next() != null) {
                    rows++;
                }
            }
            assertThat(rows).isEqualTo(RECORDS);
            // Gets, a batch and a scan: the text about 400 times.
            assertThat(client.metrics().bytesReceived()).isLessThan((long) RECORDS * TEXT.length() / 2);
        }
    }

    @Test
    void exchangesCompressedRecordsWithTheOfficialClient() {
        ServerConfig enterprise = ServerConfig.builder().compression(true).build();
        try (EmbeddedServer server = EmbeddedServer.start(enterprise);
                AerospikeClient official = new AerospikeClient(server.host(), server.port());
                AeroArrowClient client = AeroArrowClient.connect(
                        ClientConfig.of(server.host(), server.port()).withCompression(true))) {
            com.aerospike.client.policy.WritePolicy write = official.copyWritePolicyDefault();
            write.compress = true;
            write.setTimeout(30_000);
            official.put(
                    write,
                    new com.aerospike.client.Key("test", "compressed", 1),
                    new com.aerospike.client.Bin("a", TEXT));
            assertThat(client.get(key(1)).orElseThrow().bins()).containsEntry("a", Value.of(TEXT));
            client.put(key(2), List.of(new Bin("a", Value.of(TEXT))), WritePolicy.DEFAULT);
            com.aerospike.client.policy.Policy read = official.copyReadPolicyDefault();
            read.compress = true;
            read.setTimeout(30_000);
            assertThat(official.get(read, new com.aerospike.client.Key("test", "compressed", 2))
                            .getString("a"))
                    .isEqualTo(TEXT);
        }
    }

    @Test
    void failsClearlyOnCommunityEditionWhichHasNoCompression() {
        try (EmbeddedServer server = EmbeddedServer.start();
                AeroArrowClient client = AeroArrowClient.connect(
                        ClientConfig.of(server.host(), server.port()).withCompression(true))) {
            assertThatThrownBy(() -> client.put(key(1), List.of(new Bin("a", Value.of(TEXT))), WritePolicy.DEFAULT))
                    .isInstanceOfSatisfying(
                            ServerErrorException.class,
                            e -> assertThat(e.resultCode()).isEqualTo(25));
            assertThat(client.get(key(1))).isEmpty();
        }
    }
}
