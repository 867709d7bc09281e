package io.aeroarrow.embedded.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sends random sequences of requests to the server at AEROSPIKE_HOST and to an embedded one, and compares the answers byte by byte. Each
 * sequence has a seed. A sequence at which the real server exits is reported; the test goes on when the server is there again. {@code -Daerospike.compare.sequences} is the number of sequences, {@code -Daerospike.compare.seed} the first seed,
 * {@code -Daerospike.compare.kind} a regular expression of kinds.
 */
@EnabledIfEnvironmentVariable(named = "AEROSPIKE_HOST", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServerComparisonTest {
    private static final int MAX_SHOWN = 10;
    private static final int MAX_EXITS = 20;
    private static final Duration RESTART_TIME = Duration.ofSeconds(60);
    private static final Duration RETRY_TIME = Duration.ofMillis(200);
    private static final String SET = "compare";

    private EmbeddedServer embedded;
    private ComparedServer own;
    private ComparedServer real;

    @BeforeAll
    void connect() throws IOException {
        embedded = EmbeddedServer.start(ServerConfig.builder()
                .version(version())
                .namespaces("test", "bar")
                .keepBatchOrder()
                .build());
        open();
    }

    private void open() throws IOException {
        own = new ComparedServer(embedded.host(), embedded.port());
        real = new ComparedServer(
                System.getenv("AEROSPIKE_HOST"),
                Integer.parseInt(System.getenv().getOrDefault("AEROSPIKE_PORT", "3000")));
        own.prepare(SET);
        real.prepare(SET);
    }

    /** Connects again after the real server has exited and was started again. */
    private void reopen(IOException cause) throws IOException {
        own.close();
        real.close();
        long end = System.nanoTime() + RESTART_TIME.toNanos();
        while (true) {
            try {
                open();
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw cause;
                }
                LockSupport.parkNanos(RETRY_TIME.toNanos());
            }
        }
    }

    /** The version that the embedded server speaks as. */
    private static String version() {
        return System.getProperty("aerospike.compare.version", "8.1.0.3");
    }

    @AfterAll
    void disconnect() throws IOException {
        own.close();
        real.close();
        embedded.close();
    }

    @ParameterizedTest
    @EnumSource
    void answersAsARealServer(SequenceKind kind, TestReporter reporter) throws IOException {
        Assumptions.assumeTrue(kind.name().matches(System.getProperty("aerospike.compare.kind", ".*")));
        Assumptions.assumeTrue(kind != SequenceKind.PATHS || version().equals("8.1.2.0"));
        long first = Long.getLong("aerospike.compare.seed", 1);
        int sequences = Integer.getInteger("aerospike.compare.sequences", 300);
        List<String> differences = new ArrayList<>();
        int different = 0;
        int exits = 0;
        for (long seed : Seeds.kept(kind.name())) {
            compare(kind, seed, differences);
        }
        for (long seed = first; seed < first + sequences; seed++) {
            int before = differences.size();
            try {
                compare(kind, seed, differences);
            } catch (IOException e) {
                reporter.publishEntry("the real server exits at " + kind + " " + seed);
                if (++exits > MAX_EXITS) {
                    throw e;
                }
                reopen(e);
            }
            if (differences.size() > before && ++different >= MAX_SHOWN) {
                break;
            }
        }
        assertThat(differences).as("%s from seed %d", kind, first).isEmpty();
    }

    private void compare(SequenceKind kind, long seed, List<String> differences) throws IOException {
        List<ComparedRequest> requests = kind.requests(seed, seed, SET);
        List<ComparedRequest> sent = new ArrayList<>();
        int first = 0;
        for (ComparedRequest request : requests) {
            sent.add(request);
            if (!request.last() && first + sent.size() < requests.size()) {
                continue;
            }
            String difference = compare(sent, requests.subList(0, first));
            if (difference != null) {
                own.prepare(SET);
                real.prepare(SET);
                differences.add("seed " + seed + difference);
                return;
            }
            first += sent.size();
            sent.clear();
        }
    }

    /** Returns the first difference, or null. */
    private @Nullable String compare(List<ComparedRequest> requests, List<ComparedRequest> earlier) throws IOException {
        List<String> expected;
        try {
            real.send(requests);
            own.send(requests);
            expected = real.answers(requests);
        } catch (IOException e) {
            throw new IOException("the real server did not answer to" + history(earlier) + history(requests), e);
        }
        List<String> found = own.answers(requests);
        for (int i = 0; i < requests.size(); i++) {
            if (!expected.get(i).equals(found.get(i))) {
                return ", request " + (earlier.size() + i) + ":" + history(earlier)
                        + history(requests.subList(0, i + 1)) + "\n  real: " + expected.get(i) + "\n  embedded: "
                        + found.get(i);
            }
        }
        return null;
    }

    private static String history(List<ComparedRequest> requests) {
        return requests.stream().map(request -> "\n  " + request).collect(Collectors.joining());
    }
}
