package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.store.BinCursor;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.ServerTime;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.udf.UdfBytes;
import io.aeroarrow.embedded.internal.udf.UdfRecord;
import io.aeroarrow.embedded.internal.udf.UdfValues;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record that a function only reads, as in a stream. */
public class StoredUdfRecord implements UdfRecord {
    private final Digest digest;
    private final @Nullable StoredRecord live;
    private final ServerTime time;

    /**
     * @param live the record; null if it does not exist
     */
    public StoredUdfRecord(Digest digest, @Nullable StoredRecord live, ServerTime time) {
        this.digest = digest;
        this.live = live;
        this.time = time;
    }

    final @Nullable StoredRecord live() {
        return live;
    }

    @Override
    public @Nullable Object get(String bin) {
        BinCursor cursor = live == null ? null : live.bins();
        while (cursor != null && cursor.advance()) {
            if (cursor.name().latin1().equals(bin)) {
                return UdfValues.ofParticle(cursor.particle(), cursor.value());
            }
        }
        return null;
    }

    @Override
    public void set(String bin, @Nullable Object value) {
        // The record of a stream cannot be changed. A real server ignores the attempt, too.
    }

    @Override
    public long ttl() {
        long voidTime = live == null ? 0 : Integer.toUnsignedLong(live.voidTime());
        return Math.max(0, voidTime - time.voidTime());
    }

    @Override
    public void setTtl(long seconds) {
        // As for bins.
    }

    @Override
    public long generation() {
        return live == null ? 0 : live.generation();
    }

    @Override
    public long lastUpdateTime() {
        return live == null ? 0 : live.lastUpdateMillis() - ServerTime.EPOCH_2010_SECONDS * 1000;
    }

    @Override
    public long size() {
        return live == null ? 0 : live.storedSize();
    }

    @Override
    public @Nullable Object key() {
        return live == null ? null : ofFlatKey(live.userKey());
    }

    /** The value of a key that has a type byte in front. */
    static @Nullable Object ofFlatKey(@Nullable ByteSlice key) {
        return key == null || key.isEmpty() ? null : UdfValues.ofParticle(key.u8(0), key.slice(1, key.length() - 1));
    }

    @Override
    public void dropKey() {
        // As for bins.
    }

    @Override
    public @Nullable String setName() {
        return live == null ? null : name(live.set().name());
    }

    static @Nullable String name(ByteSlice set) {
        return set.isEmpty() ? null : set.latin1();
    }

    @Override
    public UdfBytes digest() {
        ByteBuf bytes = Unpooled.buffer(Digest.SIZE);
        digest.writeTo(bytes);
        return new UdfBytes(bytes.array());
    }

    @Override
    public @Nullable List<String> binNames() {
        if (live == null) {
            return null;
        }
        List<String> names = new ArrayList<>();
        BinCursor cursor = live.bins();
        while (cursor.advance()) {
            names.add(cursor.name().latin1());
        }
        return names;
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public int create() {
        return 1;
    }

    @Override
    public int update() {
        return 1;
    }

    @Override
    public int remove() {
        return 1;
    }
}
