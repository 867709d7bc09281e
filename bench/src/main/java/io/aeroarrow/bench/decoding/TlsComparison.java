package io.aeroarrow.bench.decoding;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Host;
import com.aerospike.client.policy.ClientPolicy;
import com.aerospike.client.policy.TlsPolicy;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.bench.measure.BenchmarkServer;
import io.aeroarrow.bench.measure.Cost;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.TlsConfig;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * Compares scans and batch reads over TLS with the official client, in interleaved rounds, on an embedded server in a JVM of its
 * own. The Community Edition has no TLS.
 */
public final class TlsComparison {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final String NAME = "localhost";
    private static final List<Integer> KEYS_PER_CALL = List.of(500, 5_000);
    private static final int WARM_UP = 15;

    private TlsComparison() {}

    /**
     * Runs the comparison.
     *
     * @param arguments number of records (default: 300,000) and of rounds (default: 15)
     */
    public static void main(String[] arguments) throws Exception {
        int records = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15;
        X509Bundle certificate = new CertificateBuilder()
                .subject("CN=" + NAME)
                .addSanDnsName(NAME)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Path directory = Files.createTempDirectory("aeroarrow-tls");
        Path chain = write(directory.resolve("server.pem"), certificate.getCertificatePathPEM());
        Path key = write(directory.resolve("server.key"), certificate.getPrivateKeyPEM());
        List<String> tls = List.of("--tls-cert", chain.toString(), "--tls-key", key.toString(), "--tls-name", NAME);
        try (BenchmarkServer server = BenchmarkServer.embedded(tls);
                BufferAllocator allocator = new RootAllocator();
                AerospikeClient official = official(server, certificate);
                AeroArrow aero = AeroArrow.connect(
                        ClientConfig.of(new HostAddress(server.host(), server.port(), NAME))
                                .withTls(TlsConfig.trusting(chain)),
                        allocator)) {
            OUT.printf(Locale.ROOT, "Loading %,d records of 7 bins over TLS%n", records);
            SevenBins.load(official, records);
            compare(aero, official, allocator, records, rounds);
        } finally {
            Files.delete(chain);
            Files.delete(key);
            Files.delete(directory);
        }
    }

    private static Path write(Path file, String pem) throws IOException {
        return Files.writeString(file, pem);
    }

    private static AerospikeClient official(BenchmarkServer server, X509Bundle certificate)
            throws GeneralSecurityException, IOException {
        TrustManagerFactory trust = certificate.toTrustManagerFactory();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        ClientPolicy policy = new ClientPolicy();
        policy.tlsPolicy = new TlsPolicy();
        policy.tlsPolicy.context = context;
        return new AerospikeClient(policy, new Host(server.host(), NAME, server.port()));
    }

    private static void compare(
            AeroArrow aero, AerospikeClient official, BufferAllocator allocator, int records, int rounds)
            throws Exception {
        SevenBinsScans scans = new SevenBinsScans(SevenBins.ALL, records);
        Map<String, Cost.Work> contestants = new LinkedHashMap<>();
        contestants.put("AeroArrow, to vectors", () -> scans.toVectors(aero));
        contestants.put("official client, scanAll", () -> scans.toObjects(official));
        OUT.printf(Locale.ROOT, "%nScan over TLS, all 7 bins%n");
        CostComparison.run(contestants, WARM_UP, rounds, records).print(OUT);
        for (int keys : KEYS_PER_CALL) {
            try (SevenBinsLookups lookups = new SevenBinsLookups(allocator, records, keys)) {
                contestants.clear();
                contestants.put("AeroArrow, int64 keys", () -> lookups.byIntegers(aero));
                contestants.put("official client, get", () -> lookups.toObjects(official));
                OUT.printf(Locale.ROOT, "%nBatch reads over TLS, %,d keys per call, 7 bins%n", keys);
                CostComparison.run(contestants, WARM_UP, rounds, lookups.lookups())
                        .print(OUT);
            }
        }
    }
}
