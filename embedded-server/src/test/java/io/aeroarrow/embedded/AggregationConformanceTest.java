package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Language;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The server's part of aggregations: what a function makes of each partition, up to the first reduce. */
@ExtendWith(AerospikeExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AggregationConformanceTest {
    private static final String SET = "conformance-aggregation";
    private static final String MODULE = "conformance_streams";
    private static final int RECORDS = 200;
    private static final String STREAMS = """
        local function value(r) return r.a end
        local function add(x, y) return x + y end
        function values(s) return s : map(value) end
        function large(s) return s : filter(function(r) return r.a >= 195 end) : map(value) end
        function sum(s) return s : map(value) : reduce(add) : map(tostring) end
        function count(s) return s : aggregate(0, function(n, r) return n + 1 end) : reduce(add) end
        function groups(s) return s : groupby(function(r) return r.a % 2 end) end
        function generations(s) return s : map(record.gen) end
        function nothing(s) return s : map(function(r) return nil end) end
        function unchanged(s)
            return s : map(function(r) r.a = 5; return aerospike:update(r) end)
        end
        function fails(s) return s : map(function(r) return r.none + 1 end) end
        function refuses(s) error("no") end
        """;

    private AerospikeServer server;
    private AerospikeClient client;

    /** An answer's rows, each with the name of its bin and its value, and the result code at its end. */
    private record Answer(List<String> rows, int resultCode) {
        long sum() {
            return rows.stream()
                    .mapToLong(row -> Long.parseLong(row.substring("SUCCESS ".length())))
                    .sum();
        }
    }

    @BeforeAll
    void start(AerospikeServer started) {
        server = started;
        client = OfficialClient.connect(started);
        client.truncate(null, "test", SET, null);
        client.registerUdfString(null, STREAMS, MODULE + ".lua", Language.LUA).waitTillComplete();
        for (int i = 0; i < RECORDS; i++) {
            client.put(null, new Key("test", SET, i), new Bin("a", i));
        }
    }

    @AfterAll
    void stop() {
        client.removeUdf(null, MODULE + ".lua");
        client.truncate(null, "test", SET, null);
        client.close();
    }

    @Test
    void mapsAndFilters() throws IOException {
        assertThat(aggregate("values").rows()).hasSize(RECORDS);
        assertThat(aggregate("values").sum()).isEqualTo(RECORDS * (RECORDS - 1) / 2);
        assertThat(aggregate("large").rows())
                .containsExactlyInAnyOrder("SUCCESS 195", "SUCCESS 196", "SUCCESS 197", "SUCCESS 198", "SUCCESS 199");
        assertThat(aggregate("generations").sum()).isEqualTo(RECORDS);
        assertThat(aggregate("nothing")).isEqualTo(new Answer(List.of(), 0));
    }

    @Test
    void reducesEachPartitionAndLeavesTheRestToTheClient() throws IOException {
        Answer sums = aggregate("sum");
        assertThat(sums.sum()).isEqualTo(RECORDS * (RECORDS - 1) / 2);
        assertThat(sums.rows()).hasSizeLessThan(RECORDS);
        Answer counts = aggregate("count");
        assertThat(counts.sum()).isEqualTo(RECORDS);
        assertThat(counts.rows()).hasSameSizeAs(sums.rows());
        assertThat(aggregate("groups").rows()).hasSameSizeAs(sums.rows());
    }

    @Test
    void changesNoRecord() throws IOException {
        assertThat(aggregate("unchanged").sum()).isEqualTo(RECORDS);
        assertThat(client.get(null, new Key("test", SET, 7)).getInt("a")).isEqualTo(7);
    }

    @Test
    void endsWithTheErrorOfTheFunction() throws IOException {
        assertFails("fails", "attempt to perform arithmetic on a nil value (field 'none')");
        assertFails("refuses", ":14: no");
        assertFails("absent", "function not found");
    }

    private void assertFails(String function, String text) throws IOException {
        Answer answer = aggregate(function);
        // A real server has several threads, and a row for each.
        assertThat(answer.rows())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row)
                        .startsWith("FAILURE UDF: Execution Error 2 : ")
                        .endsWith(text));
        assertThat(answer.resultCode()).isEqualTo(1);
    }

    private Answer aggregate(String function) throws IOException {
        List<String> rows = new ArrayList<>();
        try (RawConnection connection = new RawConnection(server.host(), server.port())) {
            connection.send(RawRequests.aggregation(SET, MODULE, function));
            while (true) {
                byte[] frame = connection.readFrame();
                ByteBuffer in = ByteBuffer.wrap(frame, 8, frame.length - 8);
                while (in.hasRemaining()) {
                    int start = in.position();
                    boolean last = (in.get(start + 3) & 1) != 0;
                    if (last) {
                        return new Answer(rows, in.get(start + 5));
                    }
                    in.position(start + 22);
                    rows.add(row(in));
                }
            }
        }
    }

    private static String row(ByteBuffer in) {
        byte[] op = new byte[in.getInt()];
        in.get(op);
        String bin = new String(op, 4, op[3], StandardCharsets.US_ASCII);
        ByteBuffer value = ByteBuffer.wrap(op, 4 + op[3], op.length - 4 - op[3]);
        return bin + " "
                + switch (op[1]) {
                    case 1 -> value.getLong();
                    case 3 -> StandardCharsets.UTF_8.decode(value);
                    default -> HexFormat.of().formatHex(op);
                };
    }
}
