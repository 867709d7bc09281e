package io.aeroarrow.internal.filter;

import io.aeroarrow.filter.PathStep;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.model.Value;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Decodes the context of an index, as servers list it, to a path. */
public final class ContextDecoder {

    private static final int LIST_INDEX = 0x10;
    private static final int MAP_KEY = 0x22;

    private final ByteBuffer in;

    private ContextDecoder(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    /** Decodes a context. Empty if it has other steps than keys of maps and indexes of lists. */
    public static Optional<List<PathStep>> decode(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            List<PathStep> steps = new ContextDecoder(bytes).steps();
            // A query sends the bytes of the path, and servers compare bytes.
            return Arrays.equals(IndexedOperand.context(steps), bytes) ? Optional.of(steps) : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private List<PathStep> steps() {
        int elements = header(0x90, 0x0f, 0xdc);
        List<PathStep> steps = new ArrayList<>();
        for (int i = 0; i < elements; i += 2) {
            long type = integer();
            if (type == MAP_KEY) {
                steps.add(new PathStep.Key(key()));
            } else if (type == LIST_INDEX) {
                steps.add(new PathStep.Index(Math.toIntExact(integer())));
            } else {
                throw new IllegalArgumentException("a step of type " + type);
            }
        }
        return steps;
    }

    /** Reads the size of a list or string: in the first byte, or in the bytes after it. */
    private int header(int fixed, int mask, int sized) {
        int lead = in.get() & 0xff;
        if ((lead & ~mask) == fixed) {
            return lead & mask;
        }
        return switch (lead - sized) {
            case 0 -> in.getShort() & 0xffff;
            case 1 -> in.getInt();
            default -> throw new IllegalArgumentException("an unexpected byte " + lead);
        };
    }

    private Value key() {
        int lead = in.get(in.position()) & 0xff;
        boolean text = (lead & 0xe0) == 0xa0 || (lead >= 0xd9 && lead <= 0xdb);
        boolean binary = lead >= 0xc4 && lead <= 0xc6;
        if (!text && !binary) {
            return Value.of(integer());
        }
        byte[] value = new byte[Math.max(0, length(lead))];
        in.get(value);
        byte[] payload = Arrays.copyOfRange(value, Math.min(1, value.length), value.length);
        if (value.length > 0 && value[0] == Particle.STRING) {
            return Value.of(new String(payload, StandardCharsets.UTF_8));
        } else if (value.length > 0 && value[0] == Particle.BLOB) {
            return Value.of(payload);
        }
        throw new IllegalArgumentException("a key of another type");
    }

    private int length(int lead) {
        in.get();
        return switch (lead) {
            case 0xc4, 0xd9 -> in.get() & 0xff;
            case 0xc5, 0xda -> in.getShort() & 0xffff;
            case 0xc6, 0xdb -> in.getInt();
            default -> lead & 0x1f;
        };
    }

    private long integer() {
        int lead = in.get();
        if (lead >= -32) {
            return lead;
        }
        return switch (lead & 0xff) {
            case 0xcc -> in.get() & 0xff;
            case 0xcd -> in.getShort() & 0xffff;
            case 0xce -> in.getInt() & 0xffff_ffffL;
            case 0xcf, 0xd3 -> in.getLong();
            case 0xd0 -> in.get();
            case 0xd1 -> in.getShort();
            case 0xd2 -> in.getInt();
            default -> throw new IllegalArgumentException("not an integer");
        };
    }
}
