package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.client.FaultProxy.Fault;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.request.WireBytes.MessageBuilder;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secondary-index queries over connections that break, and servers that repeat, reorder or reject. */
@Timeout(60)
class IndexQueryFaultsTest {

    private static final int RECORDS = 200;
    private static final String SET = "indexed";
    private static EmbeddedServer server;

    @BeforeAll
    static void fill() {
        server =
                EmbeddedServer.start(ServerConfig.builder().queryFrameBytes(700).build());
        try (AeroArrowClient client = AeroArrowClient.connect(ClientConfig.of(server.host(), server.port()))) {
            client.createIndex(SecondaryIndex.of("test", SET, "i_n", "n", IndexType.NUMERIC));
            client.createIndex(SecondaryIndex.of("test", SET, "i_l", "l", IndexType.NUMERIC)
                    .withCollection(IndexCollection.LIST));
            for (int i = 0; i < RECORDS; i++) {
                int first = i;
                List<Value> list = LongStream.range(0, 50)
                        .mapToObj(element -> Value.of((first * 7L + element) % 60))
                        .toList();
                client.put(
                        Key.of("test", SET, i),
                        List.of(new Bin("n", Value.of(i)), new Bin("l", Value.of(list))),
                        WritePolicy.DEFAULT);
            }
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ScanRequest request(IndexQuery query) {
        return ScanRequest.of("test", SET)
                .withIndex(query)
                .withTimeouts(Timeouts.SCAN.withSocket(Duration.ofSeconds(10)));
    }

    private static List<String> scan(AeroArrowClient client, ScanRequest request) {
        List<String> digests = new ArrayList<>();
        try (RecordCursors stream = client.unwrap(CursorClient.class).scan(request)) {
            for (RecordCursor record = stream.next(); record != null; record = stream.next()) {
                digests.add(HexFormat.of().formatHex(RawMemory.toArray(record.digest(), KeyDigester.DIGEST_SIZE)));
            }
        }
        return digests;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 8, 700, 5_000, 12_345, 30_000})
    void resumesABrokenQueryAfterTheLastRecord(long afterBytes) {
        for (IndexQuery query : List.of(
                IndexQuery.bin("n").between(10, 1_000),
                IndexQuery.list("l").between(0, 59),
                IndexQuery.list("l").equalTo(17),
                IndexQuery.bin("n")
                        .in(LongStream.range(0, 150).mapToObj(Value::of).toList()))) {
            try (AeroArrowClient direct = AeroArrowClient.connect(ClientConfig.of(server.host(), server.port()));
                    FaultProxy proxy =
                            new FaultProxy(server, number -> number < 3 ? new Fault(afterBytes, false) : Fault.NONE);
                    AeroArrowClient client = AeroArrowClient.connect(proxy.config())) {
                List<String> all = scan(direct, request(query));
                assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(100);
                assertThat(scan(client, request(query))).containsExactlyInAnyOrderElementsOf(all);
            }
        }
    }

    private static MessageBuilder row(int partition, int number, long value) {
        return WireBytes.record().digest(partition, number).indexValue(value).integer("i", number);
    }

    private static ScanRequest somePartitions(IndexQuery query) {
        return request(query).withPartitions(PartitionSet.range(10, 5));
    }

    /** Breaks off the first answer, and starts the second one. */
    private static FakeNode answering(byte[] first, byte[] second) {
        return new FakeNode((number, request, peer) -> {
            peer.send(number == 0 ? first : second);
            return number > 0;
        });
    }

    @Test
    void resumesAfterIndexValueAndDigest() {
        byte[] first = WireBytes.frame(row(10, 1, 5), row(10, 2, -6), row(11, 7, 1L << 40));
        try (FakeNode node = answering(first, WireBytes.stream(row(12, 1, 1)));
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThat(scan(client, somePartitions(IndexQuery.bin("n").between(-9, Long.MAX_VALUE))))
                    .hasSize(4);
            assertThat(node.field(1, 12))
                    .isEqualTo(WireBytes.concat(MessageBuilder.digestOf(10, 2), MessageBuilder.digestOf(11, 7)));
            assertThat(node.field(1, 15))
                    .containsExactly(0xfa, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1, 0, 0);
            assertThat(node.field(1, 11)).containsExactly(12, 0, 13, 0, 14, 0);
        }
    }

    @Test
    void returnsARecordFoundUnderSeveralElementsOnce() {
        byte[] first = WireBytes.frame(row(10, 1, 5), row(10, 2, 6));
        byte[] second = WireBytes.stream(row(10, 3, 7), row(10, 1, 8), row(10, 2, 8), row(10, 4, 9));
        try (FakeNode node = answering(first, second);
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThat(scan(client, somePartitions(IndexQuery.list("l").between(1, 9))))
                    .hasSize(4)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void rejectsARecordWithoutItsIndexValue() {
        try (FakeNode node =
                        FakeNode.sending(WireBytes.stream(WireBytes.record().digest(10, 1)));
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThatThrownBy(() ->
                            scan(client, somePartitions(IndexQuery.bin("n").equalTo(1))))
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining("without its index value");
        }
    }

    @Test
    void retriesWhileAnIndexIsBuiltButNotWhenItIsMissing() {
        byte[] building = WireBytes.frame(WireBytes.record().result(ResultCode.INDEX_NOT_READABLE.code()));
        try (FakeNode node = new FakeNode((number, request, peer) -> {
                    peer.send(number == 0 ? building : WireBytes.stream(row(10, 1, 1)));
                    return number > 0;
                });
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThat(scan(client, somePartitions(IndexQuery.bin("n").equalTo(1))))
                    .hasSize(1);
        }
        try (FakeNode node = FakeNode.sending(
                        WireBytes.frame(WireBytes.record().result(ResultCode.INDEX_NOT_FOUND.code())));
                AeroArrowClient client = AeroArrowClient.connect(node.config())) {
            assertThatThrownBy(() ->
                            scan(client, somePartitions(IndexQuery.bin("n").equalTo(1))))
                    .isInstanceOf(ServerErrorException.class)
                    .hasMessageContaining("the index on bin 'n'");
            assertThat(node.requests()).isEqualTo(1);
        }
    }
}
