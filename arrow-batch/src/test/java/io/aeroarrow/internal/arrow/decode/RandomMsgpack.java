package io.aeroarrow.internal.arrow.decode;

import io.aeroarrow.internal.value.Particle;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** Random lists and maps in msgpack, with all forms and key types that servers store. */
final class RandomMsgpack {

    private static final String[] NAMES = {
        "a",
        "b",
        "id",
        "name",
        "price",
        "items",
        "",
        "\u0000",
        "a\u0000",
        "ä",
        "\uffee",
        "😀",
        "name longer than eight bytes",
        "name longer than eight bytez",
        "\"",
        "\\",
        "\n",
        "1",
        "-1",
        "true"
    };

    private final Random random;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    RandomMsgpack(Random random) {
        this.random = random;
    }

    byte[] list(int depth) {
        out.reset();
        writeList(depth);
        return out.toByteArray();
    }

    byte[] map(int depth) {
        out.reset();
        writeMap(depth);
        return out.toByteArray();
    }

    private int size() {
        int kind = random.nextInt(100);
        return kind < 90 ? random.nextInt(6) : kind < 98 ? random.nextInt(40) : random.nextInt(700);
    }

    private void writeList(int depth) {
        int size = size();
        boolean ordered = size > 0 && random.nextInt(4) == 0;
        header(0x90, 0xdc, size + (ordered ? 1 : 0));
        if (ordered) {
            write(0xc7, 0, 1);
        }
        for (int i = 0; i < size; i++) {
            writeAny(depth - 1);
        }
    }

    private void writeMap(int depth) {
        int size = size();
        boolean ordered = size > 0 && random.nextInt(4) == 0;
        header(0x80, 0xde, size + (ordered ? 1 : 0));
        if (ordered) {
            write(0xc7, 0, 1, 0xc0);
        }
        Set<String> used = new HashSet<>();
        for (int i = 0; i < size; i++) {
            writeKey(used);
            writeAny(depth - 1);
        }
    }

    private void writeKey(Set<String> used) {
        while (true) {
            int kind = random.nextInt(10);
            long number = random.nextInt(2000) - 1000L;
            String name = random.nextInt(3) > 0 ? NAMES[random.nextInt(NAMES.length)] : text(random.nextInt(12));
            byte[] blob = new byte[random.nextInt(4)];
            double real = random.nextInt(20) / 4.0;
            String text = kind == 0
                    ? "" + number
                    : kind == 1 ? Base64.getEncoder().encodeToString(blob) : kind == 2 ? "" + real : name;
            if (!used.add(text)) {
                continue;
            }
            switch (kind) {
                case 0 -> integer(number);
                case 1 -> bytes(Particle.BLOB, blob);
                case 2 -> real(real);
                default -> bytes(Particle.STRING, name.getBytes(StandardCharsets.UTF_8));
            }
            return;
        }
    }

    private void writeAny(int depth) {
        switch (random.nextInt(depth > 0 ? 12 : 9)) {
            case 0 -> write(0xc0);
            case 1 -> write(random.nextBoolean() ? 0xc2 : 0xc3);
            case 2, 3 -> integer(random.nextLong() >> random.nextInt(64));
            case 4 -> {
                write(0xcf);
                out.writeBytes(ByteBuffer.allocate(8).putLong(random.nextLong()).array());
            }
            case 5 ->
                real(random.nextInt(9) == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextInt(9) / 4.0);
            case 6 -> {
                write(0xca);
                out.writeBytes(
                        ByteBuffer.allocate(4).putFloat(random.nextFloat()).array());
            }
            case 7 -> {
                byte[] blob = new byte[random.nextInt(70)];
                random.nextBytes(blob);
                bytes(Particle.BLOB, blob);
            }
            case 8 ->
                bytes(
                        Particle.STRING,
                        text(random.nextInt(20) == 0 ? random.nextInt(300) : random.nextInt(70))
                                .getBytes(StandardCharsets.UTF_8));
            case 9, 10 -> writeMap(depth);
            default -> writeList(depth);
        }
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(12);
            text.appendCodePoint(
                    kind == 0
                            ? random.nextInt(0x80)
                            : kind == 1 ? 0x1f600 + random.nextInt(20) : 'a' + random.nextInt(26));
        }
        return text.toString();
    }

    private void integer(long value) {
        if (value >= -32 && value < 128) {
            write((int) value);
        } else if (value == (short) value) {
            write(0xd1, (int) value >> 8, (int) value);
        } else {
            write(0xd3);
            out.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
        }
    }

    private void real(double value) {
        write(0xcb);
        out.writeBytes(ByteBuffer.allocate(8).putDouble(value).array());
    }

    private void bytes(int particle, byte[] value) {
        int size = value.length + 1;
        if (size < 32) {
            write(0xa0 | size);
        } else {
            write(0xda, size >> 8, size);
        }
        write(particle);
        out.writeBytes(value);
    }

    private void header(int few, int many, int size) {
        if (size < 16) {
            write(few | size);
        } else {
            write(many, size >> 8, size);
        }
    }

    private void write(int... bytes) {
        for (int each : bytes) {
            out.write(each);
        }
    }
}
