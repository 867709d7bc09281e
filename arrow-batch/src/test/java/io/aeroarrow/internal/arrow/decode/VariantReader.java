package io.aeroarrow.internal.arrow.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * Reads a variant as JSON text with the fields of objects in their stored order, and checks all that the specification demands,
 * and that no number takes more bytes than it needs.
 */
final class VariantReader {

    private final byte[] value;
    private final List<byte[]> names = new ArrayList<>();
    private final Set<Integer> usedIds = new HashSet<>();

    private VariantReader(byte[] value, byte[] metadata) {
        this.value = value;
        readNames(metadata);
    }

    static String json(byte[] value, byte[] metadata) {
        VariantReader reader = new VariantReader(value, metadata);
        StringBuilder json = new StringBuilder();
        assertThat(reader.read(0, json)).as("the end of the value").isEqualTo(value.length);
        assertThat(reader.usedIds).as("names in use").hasSize(reader.names.size());
        return json.toString();
    }

    private void readNames(byte[] metadata) {
        assertThat(metadata[0] & 0x0f).as("version").isEqualTo(1);
        assertThat(metadata[0] & 0x20).as("unused bit").isZero();
        int size = (metadata[0] >> 6 & 3) + 1;
        int count = unsigned(metadata, 1, size);
        int text = 1 + size * (count + 2);
        assertThat(unsigned(metadata, 1 + size, size)).isZero();
        for (int i = 0; i < count; i++) {
            int from = unsigned(metadata, 1 + size * (i + 1), size);
            int to = unsigned(metadata, 1 + size * (i + 2), size);
            names.add(Arrays.copyOfRange(metadata, text + from, text + to));
        }
        int bytes = unsigned(metadata, 1 + size * (count + 1), size);
        assertThat(metadata).hasSize(text + bytes);
        assertThat(size).isEqualTo(bytesFor(Math.max(bytes, count)));
        boolean sorted = true;
        for (int i = 1; i < count; i++) {
            sorted = sorted && Arrays.compareUnsigned(names.get(i - 1), names.get(i)) < 0;
        }
        assertThat((metadata[0] & 0x10) != 0).as("sorted").isEqualTo(sorted);
    }

    /** Appends the value at an index, and returns the index after it. */
    private int read(int at, StringBuilder json) {
        int header = value[at] & 0xff;
        int info = header >> 2;
        return switch (header & 3) {
            case 0 -> readPrimitive(info, at + 1, json);
            case 1 -> {
                json.append(quoted(at + 1, info));
                yield at + 1 + info;
            }
            case 2 -> readObject(info, at + 1, json);
            default -> readArray(info, at + 1, json);
        };
    }

    private int readPrimitive(int type, int at, StringBuilder json) {
        ByteBuffer bytes = ByteBuffer.wrap(value, at, value.length - at).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case 0 -> json.append("null");
            case 1 -> json.append("true");
            case 2 -> json.append("false");
            case 3 -> json.append(bytes.get());
            case 4 -> json.append(requireBeyond(bytes.getShort(), Byte.MIN_VALUE, Byte.MAX_VALUE));
            case 5 -> json.append(requireBeyond(bytes.getInt(), Short.MIN_VALUE, Short.MAX_VALUE));
            case 6 -> json.append(requireBeyond(bytes.getLong(), Integer.MIN_VALUE, Integer.MAX_VALUE));
            case 7 -> {
                double real = bytes.getDouble();
                json.append(Double.isFinite(real) ? "" + real : "\"" + real + "\"");
            }
            case 10 -> {
                byte[] unscaled = new byte[17];
                int scale = bytes.get();
                for (int i = 16; i > 0; i--) {
                    unscaled[i] = bytes.get();
                }
                json.append(new BigDecimal(new BigInteger(unscaled), scale).toPlainString());
            }
            case 15 -> {
                byte[] blob = new byte[bytes.getInt()];
                bytes.get(blob);
                json.append('"')
                        .append(Base64.getEncoder().encodeToString(blob))
                        .append('"');
            }
            case 16 -> {
                int length = bytes.getInt();
                assertThat(length).isGreaterThan(63);
                json.append(quoted(bytes.position(), length));
                bytes.position(bytes.position() + length);
            }
            default -> throw new AssertionError("type " + type);
        }
        return bytes.position();
    }

    private static long requireBeyond(long number, long low, long high) {
        assertThat(number < low || number > high)
                .as("%s needs its size", number)
                .isTrue();
        return number;
    }

    private int readArray(int info, int at, StringBuilder json) {
        int offsetSize = (info & 3) + 1;
        boolean large = (info & 4) != 0;
        int count = unsigned(value, at, large ? 4 : 1);
        assertThat(large).isEqualTo(count > 255);
        int offsets = at + (large ? 4 : 1);
        int data = offsets + offsetSize * (count + 1);
        StringJoiner elements = new StringJoiner(",", "[", "]");
        int end = data;
        for (int i = 0; i < count; i++) {
            assertThat(data + unsigned(value, offsets + i * offsetSize, offsetSize))
                    .isEqualTo(end);
            StringBuilder element = new StringBuilder();
            end = read(end, element);
            elements.add(element);
        }
        requireEnd(end - data, offsets + count * offsetSize, offsetSize);
        json.append(elements);
        return end;
    }

    private void requireEnd(int bytes, int at, int offsetSize) {
        assertThat(unsigned(value, at, offsetSize)).isEqualTo(bytes);
        assertThat(offsetSize).isEqualTo(bytesFor(bytes));
    }

    private int readObject(int info, int at, StringBuilder json) {
        int offsetSize = (info & 3) + 1;
        int idSize = (info >> 2 & 3) + 1;
        boolean large = (info & 16) != 0;
        int count = unsigned(value, at, large ? 4 : 1);
        assertThat(large).isEqualTo(count > 255);
        int ids = at + (large ? 4 : 1);
        int offsets = ids + idSize * count;
        int data = offsets + offsetSize * (count + 1);
        String[] stored = new String[count];
        int[] order = new int[count];
        int end = data;
        int highest = 0;
        for (int i = 0; i < count; i++) {
            int id = unsigned(value, ids + i * idSize, idSize);
            highest = Math.max(highest, id);
            usedIds.add(id);
            if (i > 0) {
                int before = unsigned(value, ids + (i - 1) * idSize, idSize);
                assertThat(Arrays.compareUnsigned(names.get(before), names.get(id)))
                        .isNegative();
            }
            order[i] = data + unsigned(value, offsets + i * offsetSize, offsetSize);
            StringBuilder field = new StringBuilder(quoted(names.get(id))).append(':');
            end = Math.max(end, read(order[i], field));
            stored[i] = field.toString();
        }
        assertThat(idSize).isEqualTo(bytesFor(highest));
        requireEnd(end - data, offsets + count * offsetSize, offsetSize);
        StringJoiner fields = new StringJoiner(",", "{", "}");
        IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparing(i -> order[i]))
                .forEach(i -> fields.add(stored[i]));
        json.append(fields);
        return end;
    }

    private String quoted(int at, int length) {
        return quoted(Arrays.copyOfRange(value, at, at + length));
    }

    private static String quoted(byte[] utf8) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8", e);
        }
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> json.append(c < ' ' ? "\\u%04x".formatted(c) : String.valueOf((char) c));
            }
        });
        return json.append('"').toString();
    }

    private static int unsigned(byte[] bytes, int at, int size) {
        int number = 0;
        for (int i = size - 1; i >= 0; i--) {
            number = (number << 8) | (bytes[at + i] & 0xff);
        }
        return number;
    }

    private static int bytesFor(int number) {
        return number < 256 ? 1 : number < 65_536 ? 2 : number < 16_777_216 ? 3 : 4;
    }
}
