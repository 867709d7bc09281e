package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Record;
import com.aerospike.client.policy.Policy;
import com.aerospike.client.policy.WritePolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TimeTest {
    private static final int DEFAULT_TTL = 1_000;

    private final TestClock clock = new TestClock();
    private EmbeddedServer server;
    private AerospikeClient client;

    @BeforeEach
    void start() {
        server = EmbeddedServer.start(
                ServerConfig.builder().clock(clock).defaultTtl(DEFAULT_TTL).build());
        client = OfficialClient.connect(server);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    /** As on a real server, a record exists until the second of its void-time has ended. */
    @Test
    void expiresRecordsForReadsScansAndWrites() {
        Key key = new Key("test", "time", 1);
        put(key, 100);
        clock.advance(100);
        assertThat(client.exists(null, key)).isTrue();
        assertThat(scanned()).isEqualTo(1);

        clock.advance(1);
        assertThat(scanned()).isZero();
        assertThat(client.exists(null, key)).isFalse();
        put(key, 100);
        assertThat(client.get(null, key).generation).isEqualTo(1);
    }

    @Test
    void appliesTheSpecialTtls() {
        Key key = new Key("test", "time", 2);
        put(key, 0);
        assertThat(voidTime(key)).isEqualTo(clock.voidTime() + DEFAULT_TTL);
        put(key, 50);
        clock.advance(10);
        put(key, -2);
        assertThat(voidTime(key)).isEqualTo(clock.voidTime() + 40);
        put(key, -1);
        assertThat(voidTime(key)).isZero();
    }

    /** As on a real server: the answer has the old void-time, and the generation does not change. */
    @Test
    void readsTouchRecordsThatExpireSoon() {
        Key key = new Key("test", "time", 4);
        put(key, 100);
        Policy touching = new Policy(client.copyReadPolicyDefault());
        touching.readTouchTtlPercent = 80;
        clock.advance(19);
        client.get(touching, key);
        assertThat(voidTime(key)).as("81 % are left").isEqualTo(clock.voidTime() + 81);

        clock.advance(1);
        client.get(null, key);
        assertThat(voidTime(key)).isEqualTo(clock.voidTime() + 80);
        assertThat(client.get(touching, key).expiration).as("80 % are left").isEqualTo(clock.voidTime() + 80);
        assertThat(voidTime(key)).isEqualTo(clock.voidTime() + 100);
        assertThat(client.get(null, key).generation).isEqualTo(1);

        clock.advance(50);
        client.exists(touching, key);
        assertThat(voidTime(key)).isEqualTo(clock.voidTime() + 100);
        put(key, -1);
        client.get(touching, key);
        assertThat(voidTime(key)).isZero();
    }

    /** The percentage of the TTL is rounded down, so 39 % of 10 s are 3 s. */
    @Test
    void roundsTheReadTouchPercentageDown() {
        Key key = new Key("test", "time", 6);
        put(key, 10);
        Policy touching = new Policy(client.copyReadPolicyDefault());
        touching.readTouchTtlPercent = 39;
        clock.advance(6);
        client.get(touching, key);
        assertThat(voidTime(key)).isEqualTo(clock.voidTime() + 4);
        clock.advance(1);
        client.get(touching, key);
        assertThat(voidTime(key)).isEqualTo(clock.voidTime() + 10);
    }

    @Test
    void touchExtendsTheTtl() {
        Key key = new Key("test", "time", 3);
        put(key, 10);
        clock.advance(9);
        client.touch(ttl(10), key);
        clock.advance(9);
        assertThat(client.exists(null, key)).isTrue();
    }

    @Test
    void truncatesOlderRecords() {
        Key old = new Key("test", "time", 4);
        Key other = new Key("test", "other", 4);
        Key young = new Key("test", "time", 5);
        put(old, 0);
        put(other, 0);
        clock.advance(10);
        Calendar between = Calendar.getInstance();
        between.setTimeInMillis(clock.millis() - 5_000);
        put(young, 0);

        client.truncate(null, "test", "time", between);
        assertThat(client.exists(null, new Key[] {old, other, young})).containsExactly(false, true, true);

        client.truncate(null, "test", "time", null);
        assertThat(client.exists(null, new Key[] {other, young})).containsExactly(true, false);

        client.truncate(null, "test", null, null);
        assertThat(client.exists(null, other)).isFalse();
        assertThat(server.objects()).isZero();
    }

    private void put(Key key, int seconds) {
        client.put(ttl(seconds), key, new Bin("a", seconds));
    }

    private int voidTime(Key key) {
        Record header = client.getHeader(null, key);
        return header.expiration;
    }

    private int scanned() {
        AtomicInteger count = new AtomicInteger();
        client.scanAll(null, "test", "time", (key, record) -> count.incrementAndGet());
        return count.get();
    }

    private static WritePolicy ttl(int seconds) {
        WritePolicy policy = new WritePolicy();
        policy.expiration = seconds;
        return policy;
    }

    /** A clock that only {@code advance} moves. */
    private static final class TestClock extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

        void advance(int seconds) {
            now.updateAndGet(instant -> instant.plus(Duration.ofSeconds(seconds)));
        }

        int voidTime() {
            return (int) (now.get().getEpochSecond() - 1_262_304_000L);
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
