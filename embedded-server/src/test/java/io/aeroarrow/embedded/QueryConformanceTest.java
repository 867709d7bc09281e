package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Record;
import com.aerospike.client.ResultCode;
import com.aerospike.client.exp.Exp;
import com.aerospike.client.exp.Expression;
import com.aerospike.client.policy.QueryDuration;
import com.aerospike.client.policy.QueryPolicy;
import com.aerospike.client.policy.ScanPolicy;
import com.aerospike.client.policy.WritePolicy;
import com.aerospike.client.query.Filter;
import com.aerospike.client.query.PartitionFilter;
import com.aerospike.client.query.RecordSet;
import com.aerospike.client.query.Statement;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AerospikeExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QueryConformanceTest {
    private static final String SET = "conformance-query";
    private static final int RECORDS = 2_000;
    private static final String MARK = "conf-query";
    private static final Key OTHER_SET = new Key("test", SET + "-other", "x");
    private static final Key NO_SET = new Key("test", null, "conformance-query");

    private AerospikeClient client;

    @BeforeAll
    void start(AerospikeServer server) {
        client = OfficialClient.connect(server);
        client.truncate(null, "test", SET, null);
        WritePolicy sendKey = new WritePolicy();
        sendKey.sendKey = true;
        for (int i = 0; i < RECORDS; i++) {
            client.put(sendKey, new Key("test", SET, i), bins(i));
        }
        client.put(null, OTHER_SET, new Bin(MARK, 1));
        client.put(null, NO_SET, new Bin(MARK, 1));
    }

    private static Bin[] bins(int i) {
        Bin name = new Bin("name", "record " + i);
        return i % 4 == 0 ? new Bin[] {name} : new Bin[] {new Bin("a", i), name};
    }

    @AfterAll
    void stop() {
        client.truncate(null, "test", SET, null);
        client.delete(null, OTHER_SET);
        client.delete(null, NO_SET);
        client.close();
    }

    @Test
    void scansASetAndTheWholeNamespace() {
        Map<Long, Record> found = new HashMap<>();
        client.scanAll(null, "test", SET, (key, record) -> {
            synchronized (found) {
                found.put(key.userKey.toLong(), record);
            }
        });

        assertThat(found).hasSize(RECORDS);
        assertThat(found)
                .extractingByKey(5L)
                .satisfies(record -> assertThat(record.bins).isEqualTo(Map.of("a", 5L, "name", "record 5")));
        QueryPolicy ours = new QueryPolicy();
        ours.filterExp = Exp.build(Exp.or(Exp.eq(Exp.setName(), Exp.val(SET)), Exp.binExists(MARK)));
        assertThat(drain(client.query(ours, statement(null)))).hasSize(RECORDS + 2);
        assertThat(query(statement("no such set"))).isEmpty();
    }

    @Test
    void omitsRecordsWithoutAnySelectedBin() {
        Statement statement = statement(SET);
        statement.setBinNames("a", "none");

        List<Record> found = query(statement);

        assertThat(found)
                .hasSize(RECORDS * 3 / 4)
                .allSatisfy(record -> assertThat(record.bins).containsOnlyKeys("a"));
    }

    @Test
    void sendsNoBinDataOnRequest() {
        ScanPolicy policy = new ScanPolicy();
        policy.includeBinData = false;
        List<Record> found = Collections.synchronizedList(new ArrayList<>());

        client.scanAll(policy, "test", SET, (key, record) -> found.add(record));

        assertThat(found)
                .hasSize(RECORDS)
                .allSatisfy(record -> assertThat(record.bins).isNull());
    }

    @Test
    void filtersWithExpressions() {
        assertThat(count(Exp.build(
                        Exp.and(Exp.ge(Exp.intBin("a"), Exp.val(100)), Exp.lt(Exp.intBin("a"), Exp.val(200))))))
                .isEqualTo(75);
        assertThat(count(Exp.build(Exp.not(Exp.eq(Exp.intBin("a"), Exp.val(1))))))
                .isEqualTo(1499);
        assertThat(count(Exp.build(Exp.not(Exp.binExists("a"))))).isEqualTo(500);
        assertThat(count(Exp.build(Exp.regexCompare("^record 1.5$", 0, Exp.stringBin("name")))))
                .isEqualTo(10);
        assertThat(count(Exp.build(Exp.eq(Exp.key(Exp.Type.INT), Exp.val(77))))).isEqualTo(1);
        assertThat(count(Exp.build(Exp.eq(Exp.mod(Exp.intBin("a"), Exp.val(10)), Exp.val(3)))))
                .isEqualTo(200);
        assertThat(count(Exp.build(
                        Exp.eq(Exp.cond(Exp.lt(Exp.intBin("a"), Exp.val(10)), Exp.val(1), Exp.val(2)), Exp.val(1)))))
                .isEqualTo(7);
    }

    @Test
    void stopsAtMaxRecords() {
        ScanPolicy policy = new ScanPolicy();
        policy.maxRecords = 10;
        PartitionFilter partitions = PartitionFilter.all();
        Set<Long> found = Collections.synchronizedSet(new HashSet<>());

        while (!partitions.isDone()) {
            client.scanPartitions(policy, partitions, "test", SET, (key, record) -> found.add(key.userKey.toLong()));
            policy.maxRecords = 500;
        }

        assertThat(found).hasSize(RECORDS);
    }

    @Test
    void scansAPartitionInDescendingOrderAndResumesStrictlyAfter() {
        List<byte[]> digests = Collections.synchronizedList(new ArrayList<>());
        client.scanPartitions(
                null, PartitionFilter.range(0, 4096), "test", SET, (key, record) -> digests.add(key.digest));
        Map<Integer, List<byte[]>> byPartition = new HashMap<>();
        for (byte[] digest : digests) {
            byPartition
                    .computeIfAbsent(((digest[0] & 0xff) | (digest[1] << 8)) & 0xfff, id -> new ArrayList<>())
                    .add(digest);
        }
        List<byte[]> largest = byPartition.values().stream()
                .max((left, right) -> Integer.compare(left.size(), right.size()))
                .orElseThrow();

        assertThat(largest).hasSizeGreaterThan(2).isSortedAccordingTo((a, b) -> Arrays.compareUnsigned(b, a));
        List<byte[]> rest = new ArrayList<>();
        client.scanPartitions(
                null,
                PartitionFilter.after(new Key("test", largest.get(0), SET, null)),
                "test",
                SET,
                (key, record) -> rest.add(key.digest));
        assertThat(rest).containsExactlyElementsOf(largest.subList(1, largest.size()));
    }

    @Test
    void answersShortQueries() {
        QueryPolicy policy = new QueryPolicy();
        policy.expectedDuration = QueryDuration.SHORT;
        assertThat(drain(client.query(policy, statement(SET)))).hasSize(RECORDS);
    }

    @Test
    void answersThatNoIndexExists() {
        Statement statement = statement(SET);
        statement.setFilter(Filter.equal("a", 1));
        assertThatThrownBy(() -> query(statement))
                .isInstanceOfSatisfying(
                        AerospikeException.class,
                        e -> assertThat(e.getResultCode()).isEqualTo(ResultCode.INDEX_NOTFOUND));
    }

    @Test
    void limitsRecordsPerSecond() {
        ScanPolicy policy = new ScanPolicy();
        policy.recordsPerSecond = 4 * RECORDS;
        List<Record> found = Collections.synchronizedList(new ArrayList<>());
        long start = System.nanoTime();

        client.scanAll(policy, "test", SET, (key, record) -> found.add(record));

        assertThat(found).hasSize(RECORDS);
        assertThat(System.nanoTime() - start).isGreaterThan(200_000_000L);
    }

    private int count(Expression filter) {
        QueryPolicy policy = new QueryPolicy();
        policy.filterExp = filter;
        return drain(client.query(policy, statement(SET))).size();
    }

    private List<Record> query(Statement statement) {
        return drain(client.query(null, statement));
    }

    private static List<Record> drain(RecordSet records) {
        List<Record> drained = new ArrayList<>();
        try (records) {
            while (records.next()) {
                drained.add(records.getRecord());
            }
        }
        return drained;
    }

    private static Statement statement(@Nullable String set) {
        Statement statement = new Statement();
        statement.setNamespace("test");
        statement.setSetName(set);
        return statement;
    }
}
