package io.aeroarrow.internal.answer;

import io.aeroarrow.error.MismatchException;
import io.aeroarrow.internal.api.SmallMap;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.internal.value.ValueDecoder;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates records from messages. One thread at a time. */
public final class RecordReader {

    /** 2010-01-01 UTC, the server's epoch. */
    private static final long EPOCH = 1_262_304_000L;

    private final ValueDecoder values = new ValueDecoder();
    private final BinNames names = new BinNames();
    /** The bins to read; null for all results of operations. */
    private final @Nullable Set<String> selected;

    public RecordReader() {
        this(null);
    }

    private RecordReader(@Nullable Set<String> selected) {
        this.selected = selected;
    }

    /** A reader of some bins. An answer may contain other bins, and absent bins as nulls, which it leaves out. */
    public static RecordReader ofBins(Collection<String> bins) {
        return new RecordReader(Set.copyOf(bins));
    }

    /**
     * Reads the message of a cursor.
     *
     * @throws MismatchException if a bin holds a value that no {@link Value} represents; the message names the bin
     */
    public Record read(Key key, RecordCursor message) {
        Map<String, Value> bins = bins(message);
        if (bins instanceof SmallMap<Value> small) {
            small.freeze();
        }
        return new Record(key, message.generation(), expiry(message.voidTime()), bins);
    }

    /** Reads a record of a scan. Its key is the stored user key, else the digest. */
    public Record read(String namespace, RecordCursor message) {
        return read(key(namespace, message), message);
    }

    private Key key(String namespace, RecordCursor message) {
        String set = message.set() == 0 ? "" : text(message.set(), message.setLength());
        int particle = message.keyParticle();
        if (particle == Particle.INTEGER || particle == Particle.STRING || particle == Particle.BLOB) {
            return new Key(namespace, set, values.decode(particle, message.key(), message.keyLength()));
        }
        return Key.ofDigest(namespace, set, RawMemory.toArray(message.digest(), KeyDigester.DIGEST_SIZE));
    }

    private static String text(long address, int length) {
        return new String(RawMemory.toArray(address, length), StandardCharsets.UTF_8);
    }

    /**
     * Reads the bins of the message of a cursor.
     *
     * @throws MismatchException if a bin holds a value that no {@link Value} represents; the message names the bin
     */
    public Map<String, Value> bins(RecordCursor message) {
        int ops = message.opCount();
        Map<String, Value> bins = ops <= SmallMap.MOST ? new SmallMap<>(ops) : new LinkedHashMap<>();
        Map<String, List<Value>> repeated = Map.of();
        for (int op = 0; message.nextOp(); op++) {
            String name = names.name(op, message.name(), message.nameLength());
            if (selected != null && (message.particle() == Particle.NULL || !selected.contains(name))) {
                continue;
            }
            Value value = value(message, name);
            Value before = bins.get(name);
            if (before == null) {
                bins.put(name, value);
            } else {
                repeated = repeated.isEmpty() ? new LinkedHashMap<>() : repeated;
                repeated.computeIfAbsent(name, key -> new ArrayList<>(List.of(before)))
                        .add(value);
            }
        }
        repeated.forEach((name, results) -> bins.put(name, Value.of(results)));
        return bins;
    }

    private Value value(RecordCursor message, String bin) {
        try {
            return values.decode(message.particle(), message.value(), message.valueLength());
        } catch (MismatchException e) {
            throw new MismatchException("bin '" + bin + "': " + e.getMessage(), e);
        }
    }

    private static Optional<Instant> expiry(long voidTime) {
        return voidTime == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(EPOCH + voidTime));
    }
}
