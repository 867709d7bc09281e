package io.aeroarrow.internal.request;

import io.aeroarrow.internal.message.FieldType;
import io.aeroarrow.internal.message.FrameHeader;
import io.aeroarrow.internal.message.MessageLayout;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Captures of a real server and a real client, see golden/README.md. */
public final class GoldenFrames {

    /** The folder of the captures of server 8.1.2.0. */
    static final String OF_812 = "8.1.2/";

    private static final Path DIRECTORY = open();

    private static final Pattern MESSAGE =
            Pattern.compile("  as_msg: .*info3=(\\p{XDigit}{2})\\(.*\\) info4=.* result=(\\d+) generation=(\\d+)"
                    + " record_ttl=(\\d+)\\(.*\\) transaction_ttl=(\\d+) n_fields=(\\d+) n_ops=(\\d+)");
    private static final Pattern FIELD = Pattern.compile("    field: sz=\\d+ type=(\\d+)\\([^)]*\\) (.*)");
    private static final Pattern OP = Pattern.compile(
            "    op: op_sz=\\d+ op=\\d+\\([^)]*\\) particle=(\\d+)\\([^)]*\\) flags=\\d+ name='([^'\\\\]*)'"
                    + " value\\[(\\d+)\\]=(.*)");
    private static final Pattern KEY = Pattern.compile("ptype=(\\d+)\\([^)]*\\) (.*)");

    private GoldenFrames() {}

    /** A bin of an answer as the independent decoder prints it. */
    public record DecodedBin(int particle, String name, int length, String text) {}

    /** A message of an answer as the independent decoder prints it; a missing key has particle 0. */
    public record DecodedMessage(
            int info3,
            int result,
            int generation,
            long voidTime,
            int batchIndex,
            Map<Integer, String> fields,
            List<DecodedBin> bins) {

        public boolean isLast() {
            return (info3 & MessageLayout.INFO3_LAST) != 0;
        }

        public boolean isPartitionDone() {
            return (info3 & MessageLayout.INFO3_PARTITION_DONE) != 0;
        }

        /** The user key as a bin without a name, or null. */
        public DecodedBin key() {
            String text = fields.get(FieldType.KEY);
            if (text == null) {
                return null;
            }
            Matcher key = match(KEY, text);
            return new DecodedBin(Integer.parseInt(key.group(1)), "", -1, key.group(2));
        }

        public String digest() {
            return fields.get(FieldType.DIGEST);
        }

        public String set() {
            String quoted = fields.get(FieldType.SET);
            return quoted == null ? null : unquote(quoted);
        }
    }

    /** The names of all captured answers that start with one of the prefixes. */
    public static List<String> answers(String... prefixes) {
        return answersIn("", prefixes);
    }

    /** The names of the answers of server 8.1.2.0 that start with one of the prefixes. */
    public static List<String> answersOf812(String... prefixes) {
        return answersIn(OF_812, prefixes).stream().map(name -> OF_812 + name).toList();
    }

    private static List<String> answersIn(String folder, String... prefixes) {
        try (Stream<Path> files = Files.list(directory().resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".resp.hex"))
                    .map(name -> name.substring(0, name.length() - ".resp.hex".length()))
                    .filter(name -> Stream.of(prefixes).anyMatch(name::startsWith))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] answer(String name) {
        return hex(name + ".resp.hex");
    }

    public static byte[] request(String name) {
        return hex(name + ".req.hex");
    }

    /** The body of the first frame of an answer, owned by the caller. */
    public static ByteBuf firstBody(String name) {
        byte[] bytes = answer(name);
        return PooledByteBufAllocator.DEFAULT
                .directBuffer()
                .writeBytes(bytes, FrameHeader.SIZE, bytes.length - FrameHeader.SIZE);
    }

    public static List<String> lines(String file) {
        try {
            return Files.readAllLines(directory().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] hex(String file) {
        return HexFormat.of().parseHex(String.join("", lines(file)));
    }

    private static Path directory() {
        return DIRECTORY;
    }

    /** A folder in this module, or in the test jar for other modules. The jar's file system stays open for the JVM. */
    private static Path open() {
        try {
            URI readme = GoldenFrames.class.getResource("/golden/README.md").toURI();
            if (readme.getScheme().equals("jar")) {
                return FileSystems.newFileSystem(readme, Map.of()).getPath("golden");
            }
            return Path.of(readme).getParent();
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("the golden frames are not on the class path", e);
        }
    }

    /** The content of an answer. Fails on an unknown line, so that nothing is skipped. */
    public static List<DecodedMessage> decoded(String name) {
        List<DecodedMessage> messages = new ArrayList<>();
        List<String> lines = lines("decoded/" + name + ".txt");
        for (String line : lines.subList(lines.indexOf("# response") + 1, lines.size())) {
            if (line.startsWith("  as_msg: ")) {
                Matcher header = match(MESSAGE, line);
                messages.add(new DecodedMessage(
                        Integer.parseInt(header.group(1), 16),
                        Integer.parseInt(header.group(2)),
                        Integer.parseInt(header.group(3)),
                        Long.parseLong(header.group(4)),
                        Integer.parseInt(header.group(5)),
                        new LinkedHashMap<>(),
                        new ArrayList<>()));
            } else if (line.startsWith("    field: ")) {
                Matcher field = match(FIELD, line);
                messages.get(messages.size() - 1).fields.put(Integer.valueOf(field.group(1)), field.group(2));
            } else if (line.startsWith("    op: ")) {
                Matcher op = match(OP, line);
                messages.get(messages.size() - 1)
                        .bins
                        .add(new DecodedBin(
                                Integer.parseInt(op.group(1)),
                                op.group(2),
                                Integer.parseInt(op.group(3)),
                                op.group(4)));
            } else if (!line.startsWith("proto: version=2 type=3 ")) {
                throw new IllegalStateException(name + " holds an unknown line: " + line);
            }
        }
        return messages;
    }

    private static Matcher match(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalStateException("not understood: " + line);
        }
        return matcher;
    }

    /** The text in Python's single quotes. */
    public static String unquote(String quoted) {
        if (quoted.length() < 2 || !quoted.startsWith("'") || !quoted.endsWith("'") || quoted.indexOf('\\') >= 0) {
            throw new IllegalStateException("no plain quoted text: " + quoted);
        }
        return quoted.substring(1, quoted.length() - 1);
    }
}
