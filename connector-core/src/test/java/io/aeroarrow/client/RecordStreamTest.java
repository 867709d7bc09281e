package io.aeroarrow.client;

import io.aeroarrow.Waits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordStreamTest {

    private static final int RECORDS = 500;

    private EmbeddedServer server;
    private AeroArrowClient client;

    @BeforeEach
    void load() {
        server = EmbeddedServer.start();
        client = AeroArrowClient.connect(ClientConfig.of("127.0.0.1", server.port()));
        for (int i = 0; i < RECORDS; i++) {
            client.put(
                    Key.of("test", "streamed", i),
                    List.of(new Bin("n", Value.of(i)), new Bin("text", Value.of("value " + i))),
                    WritePolicy.DEFAULT.withSendKey(i % 2 == 0));
        }
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void returnsEveryRecordWithItsKeyMetadataAndBins() {
        try (RecordStream records = client.scan(ScanRequest.of("test", "streamed"))) {
            for (Record record : records) {
                long n = ((Value.IntegerValue) record.bins().get("n")).value();
                Key stored = Key.of("test", "streamed", n);
                Key expected = n % 2 == 0 ? stored : Key.ofDigest("test", "streamed", KeyDigester.digest(stored));
                assertThat(record.key()).isEqualTo(expected);
                assertThat(record.generation()).isEqualTo(1);
                assertThat(record.expiry()).isEmpty();
                assertThat(record.bins()).containsEntry("text", Value.of("value " + n));
            }
            assertThat(records.bytesRead()).isPositive();
        }
    }

    @Test
    void streamsEveryRecordOnce() {
        try (Stream<Record> records = client.scan(ScanRequest.of("test", "streamed")).stream()) {
            assertThat(records.map(record -> record.bins().get("n"))
                            .map(value -> (int) ((Value.IntegerValue) value).value())
                            .sorted(Comparator.naturalOrder())
                            .collect(Collectors.toList()))
                    .isEqualTo(IntStream.range(0, RECORDS).boxed().toList());
        }
    }

    @Test
    void aKeyOfAScannedRecordReadsTheRecord() {
        try (RecordStream records = client.scan(ScanRequest.of("test", "streamed"))) {
            Record scanned = records.iterator().next();
            assertThat(client.get(scanned.key()))
                    .hasValueSatisfying(read -> assertThat(read.bins()).isEqualTo(scanned.bins()));
        }
    }

    @Test
    void returnsItsConnectionWhenClosedEarly() {
        try (RecordStream records = client.scan(ScanRequest.of("test", "streamed"))) {
            assertThat(records.iterator().next().bins()).isNotEmpty();
        }
        Waits.until(() -> client.metrics().nodes().stream().allMatch(node -> node.busy() == 0));
    }

    @Test
    void canBeIteratedOnce() {
        try (RecordStream records = client.scan(ScanRequest.of("test", "nothing"))) {
            Iterator<Record> none = records.iterator();
            assertThat(none.hasNext()).isFalse();
            assertThatThrownBy(none::next).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(records::iterator)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("start another scan");
        }
    }
}
