package io.aeroarrow.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.arrow.flight.AsyncPutListener;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.SyncPutListener;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

// close() of a stream may throw InterruptedException.
@SuppressWarnings("try")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlainFlightTest {

    private FlightFixture flight;

    @BeforeAll
    void start() throws Exception {
        flight = new FlightFixture(config -> config);
    }

    @AfterAll
    void stop() throws Exception {
        flight.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void read(Ticket ticket, Consumer<VectorSchemaRoot> batch) throws Exception {
        try (FlightStream stream = flight.client.getStream(ticket)) {
            while (stream.next()) {
                batch.accept(stream.getRoot());
            }
        }
    }

    private static FlightStatusCode code(Throwable failure) {
        return ((FlightRuntimeException) failure).status().code();
    }

    @Test
    void readsAScanThatTheTicketDescribes() throws Exception {
        Set<Long> ids = new HashSet<>();
        read(
                new Ticket(bytes("{\"scan\":{\"namespace\":\"test\",\"set\":\"users\",\"columns\":[\"id\"],"
                        + "\"where\":\"age >= 80\"}}")),
                batch -> {
                    BigIntVector id = (BigIntVector) batch.getVector("id");
                    for (int i = 0; i < batch.getRowCount(); i++) {
                        ids.add(id.get(i));
                    }
                });
        Set<Long> expected = new HashSet<>();
        for (long i = 0; i < FlightFixture.USERS; i++) {
            if (i % 10 != 0 && i % 90 >= 80) {
                expected.add(i);
            }
        }
        assertThat(ids).isEqualTo(expected);
    }

    @Test
    void dividesAScanIntoEndpointsThatReadEachRowOnce() throws Exception {
        FlightInfo info = flight.client.getInfo(FlightDescriptor.command(
                bytes("{\"scan\":{\"namespace\":\"test\",\"set\":\"users\",\"columns\":[\"id\"],\"endpoints\":6}}")));
        assertThat(info.getEndpoints()).hasSizeGreaterThanOrEqualTo(4);
        List<Long> ids = new ArrayList<>();
        for (FlightEndpoint endpoint : info.getEndpoints()) {
            assertThat(endpoint.getExpirationTime()).isPresent();
            read(endpoint.getTicket(), batch -> {
                assertThat(batch.getSchema()).isEqualTo(info.getSchemaOptional().orElseThrow());
                BigIntVector id = (BigIntVector) batch.getVector(0);
                for (int i = 0; i < batch.getRowCount(); i++) {
                    ids.add(id.get(i));
                }
            });
        }
        assertThat(ids).hasSize(FlightFixture.USERS).doesNotHaveDuplicates();
    }

    @Test
    void readsRecordsByKeyInTheirOrder() throws Exception {
        List<String> names = new ArrayList<>();
        read(
                new Ticket(bytes("{\"get\":{\"namespace\":\"test\",\"set\":\"users\",\"keys\":[7,99999,3],"
                        + "\"columns\":[\"name\"]}}")),
                batch -> {
                    VarCharVector name = (VarCharVector) batch.getVector("name");
                    for (int i = 0; i < batch.getRowCount(); i++) {
                        names.add(name.isNull(i) ? null : name.getObject(i).toString());
                    }
                });
        assertThat(names).containsExactly("user-7", null, "user-3");
    }

    @Test
    void writesRowsAndCountsThem() throws Exception {
        try (BigIntVector id = new BigIntVector("id", flight.clientMemory);
                VarCharVector text = new VarCharVector("text", flight.clientMemory)) {
            for (int i = 0; i < 1_000; i++) {
                id.setSafe(i, i);
                text.setSafe(i, bytes("t" + i));
            }
            id.setValueCount(1_000);
            text.setValueCount(1_000);
            VectorSchemaRoot rows = VectorSchemaRoot.of(id, text);
            try (SyncPutListener answer = new SyncPutListener()) {
                FlightClient.ClientStreamListener put = flight.client.startPut(
                        FlightDescriptor.command(
                                bytes("{\"write\":{\"namespace\":\"test\",\"set\":\"put\",\"key\":\"id\"}}")),
                        rows,
                        answer);
                put.putNext();
                put.completed();
                try (PutResult result = answer.read()) {
                    byte[] json = new byte[(int) result.getApplicationMetadata().readableBytes()];
                    result.getApplicationMetadata().readBytes(json);
                    assertThat(new String(json, StandardCharsets.UTF_8)).contains("\"written\":1000", "\"failed\":0");
                }
                put.getResult();
            }
        }
        int[] rows = {0};
        read(
                new Ticket(bytes("{\"scan\":{\"namespace\":\"test\",\"set\":\"put\"}}")),
                batch -> rows[0] += batch.getRowCount());
        assertThat(rows[0]).isEqualTo(1_000);
    }

    @Test
    void exchangesKeysForRows() throws Exception {
        List<String> names = new ArrayList<>();
        try (BigIntVector key = new BigIntVector("key", flight.clientMemory);
                VectorSchemaRoot keys = VectorSchemaRoot.of(key);
                FlightClient.ExchangeReaderWriter exchange = flight.client.doExchange(FlightDescriptor.command(
                        bytes("{\"lookup\":{\"namespace\":\"test\",\"set\":\"users\",\"columns\":[\"name\"],"
                                + "\"onlyFound\":true}}")))) {
            exchange.getWriter().start(keys);
            for (int batch = 0; batch < 3; batch++) {
                key.setSafe(0, batch * 10 + 1);
                key.setSafe(1, batch * 10 + 2);
                keys.setRowCount(2);
                exchange.getWriter().putNext();
                assertThat(exchange.getReader().next()).isTrue();
                VarCharVector name =
                        (VarCharVector) exchange.getReader().getRoot().getVector("name");
                for (int i = 0; i < name.getValueCount(); i++) {
                    names.add(name.getObject(i).toString());
                }
            }
            exchange.getWriter().completed();
            assertThat(exchange.getReader().next()).isFalse();
        }
        assertThat(names).containsExactly("user-1", "user-2", "user-11", "user-12", "user-21", "user-22");
    }

    @Test
    void refusesHostileTickets() {
        FlightInfo info = flight.client.getInfo(
                FlightDescriptor.command(bytes("{\"scan\":{\"namespace\":\"test\",\"set\":\"users\"}}")));
        byte[] signed = info.getEndpoints().get(0).getTicket().getBytes();
        for (int i : new int[] {1, 40, signed.length / 2, signed.length - 1}) {
            byte[] changed = signed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> read(new Ticket(changed), batch -> {}))
                    .satisfies(e -> assertThat(code(e)).isEqualTo(FlightStatusCode.INVALID_ARGUMENT));
        }
        for (byte[] garbage : List.of(
                new byte[0],
                new byte[] {(byte) 0xA7},
                new byte[] {1, 2, 3},
                bytes("{"),
                bytes("{}"),
                bytes("{\"scan\":{}}"),
                bytes("{\"scan\":{\"namespace\":\"test\",\"set\":\"users\",\"other\":1}}"),
                bytes("{\"get\":{\"namespace\":\"test\",\"set\":\"users\",\"keys\":[1,\"a\"]}}"),
                bytes("{\"scan\":{\"namespace\":\"test\",\"set\":\"users\",\"where\":\"age >\"}}"))) {
            assertThatThrownBy(() -> read(new Ticket(garbage), batch -> {}))
                    .as(new String(garbage, StandardCharsets.ISO_8859_1))
                    .satisfies(e -> assertThat(code(e)).isEqualTo(FlightStatusCode.INVALID_ARGUMENT));
        }
    }

    @Test
    void answersAPutWithoutADescriptionTyped() {
        try (BigIntVector id = new BigIntVector("id", flight.clientMemory)) {
            FlightClient.ClientStreamListener put = flight.client.startPut(
                    FlightDescriptor.command(bytes("{\"scan\":{\"namespace\":\"test\",\"set\":\"users\"}}")),
                    VectorSchemaRoot.of(id),
                    new AsyncPutListener());
            put.completed();
            assertThatThrownBy(put::getResult)
                    .satisfies(e -> assertThat(code(e)).isEqualTo(FlightStatusCode.INVALID_ARGUMENT));
        }
    }
}
