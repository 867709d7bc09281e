package io.aeroarrow.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Info;
import io.aeroarrow.embedded.internal.bits.BitOperations;
import io.aeroarrow.embedded.internal.collection.CollectionOperations;
import io.aeroarrow.embedded.internal.expression.BinExpression;
import io.aeroarrow.embedded.internal.hll.HllOperations;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Checks the page OPERATIONS.md, which has a row for each operation of the official client and each info command of CE 8.1.0.3, by asking
 * the server. {@code -Daerospike.page.write=true} writes the page.
 */
final class OperationsPageTest {
    private static final Path PAGE = Path.of("OPERATIONS.md");
    private static final String CLIENT = "com.aerospike.client.";
    private static final String INTRODUCTION = """
        # Operations of the embedded server

        `OperationsPageTest` compares this page with the server: the operations are those of the official Java client 9.2.0, the info commands those
        of the Community Edition 8.1.0.3, without those that return a fixed value, such as `build`. The [README](README.md) describes what the
        operations do and how they were compared with a real server.
        """;
    /** How failures name a code without operation. */
    private static final String UNKNOWN =
            "operation -?\\d+ (does not|is not).*|no (bit|HyperLogLog) operation|.*opcode \\d+ is not supported.*";

    @Test
    void namesWhatTheServerExecutes() throws IOException, ReflectiveOperationException {
        String expected = page();
        if (Boolean.getBoolean("aerospike.page.write")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    @Test
    void findsMissingOperations() {
        BinValue list = new BinValue(ParticleType.LIST, ByteSlice.of(new byte[] {(byte) 0x90}));
        assertThat(isCall(list, 14)).isFalse();
        assertThat(isCall(new BinValue(ParticleType.MAP, ByteSlice.of(new byte[] {(byte) 0x80})), 71))
                .isFalse();
        assertThat(isCall(list, 1)).isTrue();
        assertThat(knows(call(99), payload -> BinExpression.compile(payload, ServerVersion.V8_1_0_3)))
                .isFalse();
        assertThat(knows(call(13), payload -> BitOperations.modify(null, payload)))
                .isFalse();
        assertThat(knows(call(5), payload -> HllOperations.modify(null, payload)))
                .isFalse();
    }

    private static String page() throws IOException, ReflectiveOperationException {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        BinValue list = new BinValue(ParticleType.LIST, ByteSlice.of(new byte[] {(byte) 0x90}));
        BinValue map = new BinValue(ParticleType.MAP, ByteSlice.of(new byte[] {(byte) 0x80}));
        BinValue blob = new BinValue(ParticleType.BLOB, ByteSlice.of(new byte[4]));
        section(page, "Lists", "cdt.ListOperation", code -> isCall(list, code));
        section(page, "Maps", "cdt.MapOperation", code -> isCall(map, code));
        section(
                page,
                "Bits",
                "operation.BitOperation",
                code -> knows(call(code), payload -> {
                    if (code < 50) {
                        BitOperations.modify(blob, payload);
                    } else {
                        BitOperations.read(blob, payload);
                    }
                }));
        section(
                page,
                "HyperLogLog",
                "operation.HLLOperation",
                code -> knows(call(code), payload -> {
                    if (code < 50) {
                        HllOperations.modify(null, payload);
                    } else {
                        HllOperations.read(sketch(), payload);
                    }
                }));
        section(
                page,
                "Expressions",
                "exp.Exp",
                code -> knows(call(code), payload -> BinExpression.compile(payload, ServerVersion.V8_1_0_3)));
        infoCommands(page);
        return page.toString();
    }

    private static void section(StringBuilder page, String title, String clientClass, IntPredicate executed)
            throws ReflectiveOperationException {
        Map<Integer, String> operations = new TreeMap<>();
        for (Field field : Class.forName(CLIENT + clientClass).getDeclaredFields()) {
            boolean isFlag =
                    field.getName().contains("FLAGS") || field.getName().equals("MODIFY");
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class && !isFlag) {
                field.setAccessible(true);
                operations.merge(field.getInt(null), field.getName(), (one, other) -> one + ", " + other);
            }
        }
        List<String> has = new ArrayList<>();
        List<String> hasNot = new ArrayList<>();
        operations.forEach((code, name) -> (executed.test(code) ? has : hasNot).add("`" + name + "` (" + code + ")"));
        write(page, title, has, hasNot);
    }

    private static void write(StringBuilder page, String title, List<String> has, List<String> hasNot) {
        page.append("\n## ").append(title).append("\n\n| | |\n|---|---|\n");
        page.append("| has | ").append(joined(has)).append(" |\n");
        page.append("| has not | ").append(joined(hasNot)).append(" |\n");
    }

    private static String joined(List<String> names) {
        return names.isEmpty() ? "-" : String.join(", ", names);
    }

    private static boolean isCall(BinValue container, int code) {
        return knows(call(code), payload -> CollectionOperations.read(container, payload))
                || knows(call(code), payload -> CollectionOperations.modify(container, payload));
    }

    private static ByteSlice call(int code) {
        return ByteSlice.of(new byte[] {(byte) 0x91, (byte) code});
    }

    private static BinValue sketch() {
        ByteSlice init = ByteSlice.of(new byte[] {(byte) 0x92, 0, 4});
        BinValue written = HllOperations.modify(null, init).written();
        if (written == null) {
            throw new IllegalStateException("nothing was written");
        }
        return written;
    }

    private static boolean knows(ByteSlice payload, Consumer<ByteSlice> execution) {
        try {
            execution.accept(payload);
            return true;
        } catch (RequestFailure e) {
            return !String.valueOf(e.getMessage()).matches(UNKNOWN);
        }
    }

    private static void infoCommands(StringBuilder page) throws IOException {
        List<String> has = new ArrayList<>();
        List<String> hasNot = new ArrayList<>();
        try (EmbeddedServer server = EmbeddedServer.start();
                AerospikeClient client = OfficialClient.connect(server)) {
            Predicate<String> answered = command -> !String.valueOf(Info.request(null, client.getNodes()[0], command))
                    .contains("unrecognized command");
            resource().lines().forEach(command -> (answered.test(command) ? has : hasNot).add("`" + command + "`"));
        }
        write(page, "Info commands", has, hasNot);
    }

    private static String resource() throws IOException {
        try (InputStream in = OperationsPageTest.class.getResourceAsStream("/info-commands.txt")) {
            if (in == null) {
                throw new IOException("no resource");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
