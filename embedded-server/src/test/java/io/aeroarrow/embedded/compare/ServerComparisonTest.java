package io.aeroarrow.embedded.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sends random sequences of requests to the server at AEROSPIKE_HOST and to an embedded one, and compares the answers byte by byte. Each
 * sequence has a seed. {@code -Daerospike.compare.sequences} is the number of sequences, {@code -Daerospike.compare.seed} the first seed,
 * {@code -Daerospike.compare.kind} a regular expression of kinds.
 */
@EnabledIfEnvironmentVariable(named = "AEROSPIKE_HOST", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServerComparisonTest {
    private static final int MAX_SHOWN = 10;

    private EmbeddedServer embedded;
    private ComparedServer own;
    private ComparedServer real;

    @BeforeAll
    void connect() throws IOException {
        embedded =
                EmbeddedServer.start(ServerConfig.builder().version(version()).build());
        own = new ComparedServer(embedded.host(), embedded.port(), "compare");
        real = new ComparedServer(
                System.getenv("AEROSPIKE_HOST"),
                Integer.parseInt(System.getenv().getOrDefault("AEROSPIKE_PORT", "3000")),
                "compare");
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
    void answersAsARealServer(SequenceKind kind) throws IOException {
        Assumptions.assumeTrue(kind.name().matches(System.getProperty("aerospike.compare.kind", ".*")));
        Assumptions.assumeTrue(kind != SequenceKind.PATHS || version().equals("8.1.2.0"));
        long first = Long.getLong("aerospike.compare.seed", 1);
        int sequences = Integer.getInteger("aerospike.compare.sequences", 300);
        List<String> differences = new ArrayList<>();
        int different = 0;
        for (long seed : Seeds.kept(kind.name())) {
            compare(kind, seed, differences);
        }
        for (long seed = first; seed < first + sequences; seed++) {
            int before = differences.size();
            compare(kind, seed, differences);
            if (differences.size() > before && ++different >= MAX_SHOWN) {
                break;
            }
        }
        assertThat(differences).as("%s from seed %d", kind, first).isEmpty();
    }

    private void compare(SequenceKind kind, long seed, List<String> differences) throws IOException {
        Random random = kind.random(seed);
        byte[] digest = kind.digest(seed);
        own.delete(digest);
        real.delete(digest);
        RandomSequence sequence = kind.sequence(random);
        StringBuilder history = new StringBuilder();
        for (int i = 0; i < SequenceKind.REQUESTS; i++) {
            List<ComparedOp> ops = sequence.next(i);
            boolean respondAll = random.nextBoolean();
            history.append("\n  ").append(ops);
            boolean batch = random.nextInt(4) == 0;
            String expected = answer("real", real, digest, ops, respondAll, batch, history);
            String found = answer("embedded", own, digest, ops, respondAll, batch, history);
            if (expected.equals(found)) {
                expected = real.get(digest);
                found = own.get(digest);
            }
            if (!expected.equals(found)) {
                differences.add("seed " + seed + ", request " + i + (respondAll ? ", all answered" : "")
                        + (batch ? ", in a batch:" : ":") + history
                        + "\n  real: " + expected + "\n  embedded: " + found);
                return;
            }
        }
    }

    private static String answer(
            String name,
            ComparedServer server,
            byte[] digest,
            List<ComparedOp> ops,
            boolean respondAll,
            boolean batch,
            StringBuilder history)
            throws IOException {
        try {
            return batch ? server.operateInBatch(digest, ops, respondAll) : server.operate(digest, ops, respondAll);
        } catch (IOException e) {
            throw new IOException("the " + name + " server did not answer to" + history, e);
        }
    }
}
