package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.EditableBins;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.udf.UdfValues;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record that a function reads and changes. Changes become bins by create, update and remove, and are stored after the call. */
final class UdfRecordEdit extends StoredUdfRecord {
    private static final int MAX_BINS = 512;
    private static final int MAX_CHANGES = 2 * MAX_BINS;
    private static final int REFUSED = -1;
    private static final int NOT_OPEN = -2;

    private final SingleRecordRequest request;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private EditableBins bins;
    private boolean open;
    private boolean changed;
    private boolean overfull;
    private boolean keyDropped;
    private int resultCode = ServerResultCode.OK;
    private long ttl;

    /** A bin's value as the function sees it; dirty until it is a bin. */
    private record Value(@Nullable Object value, boolean dirty) {}

    UdfRecordEdit(SingleRecordRequest request, Digest digest, @Nullable StoredRecord live) {
        super(digest, live, request.namespace().time());
        this.request = request;
        this.open = live != null;
        this.bins = stored();
        this.ttl = request.message().recordTtl();
    }

    private EditableBins stored() {
        StoredRecord before = live();
        return before == null ? EditableBins.empty() : EditableBins.of(before);
    }

    /** Whether the function stored changes, or removed the record. */
    boolean isChanged() {
        return changed;
    }

    /** Why changes were refused; OK if they were not. */
    int resultCode() {
        return resultCode;
    }

    EditableBins bins() {
        return bins;
    }

    long newTtl() {
        return ttl;
    }

    boolean isKeyDropped() {
        return keyDropped;
    }

    @Override
    public @Nullable Object get(String bin) {
        Value known = values.get(bin);
        if (known != null) {
            return known.value;
        }
        EditableBins.Bin found = open ? bins.find(slice(bin)) : null;
        if (found == null) {
            return null;
        }
        Object value = UdfValues.ofParticle(found.particle(), found.value());
        remember(bin, new Value(value, false));
        return value;
    }

    @Override
    public void set(String bin, @Nullable Object value) {
        remember(bin, new Value(value, true));
    }

    private void remember(String bin, Value value) {
        if (!overfull && !values.containsKey(bin)) {
            long inserted =
                    values.values().stream().filter(each -> each.value != null).count();
            overfull = values.size() >= MAX_CHANGES || (value.value != null && inserted >= MAX_BINS);
        }
        if (!overfull) {
            values.put(bin, value);
        }
    }

    @Override
    public void setTtl(long seconds) {
        ttl = seconds;
    }

    @Override
    public @Nullable Object key() {
        if (keyDropped || !open) {
            return null;
        }
        Object storedKey = super.key();
        return storedKey == null ? ofFlatKey(request.message().fields().find(MessageFieldType.KEY)) : storedKey;
    }

    @Override
    public void dropKey() {
        keyDropped = open;
    }

    @Override
    public @Nullable String setName() {
        return live() == null && open ? name(request.setName()) : super.setName();
    }

    @Override
    public @Nullable List<String> binNames() {
        return open ? bins.all().stream().map(bin -> bin.name().latin1()).toList() : null;
    }

    @Override
    public boolean exists() {
        return open;
    }

    @Override
    public int create() {
        if (open) {
            return bins.isEmpty() ? store() : 1;
        }
        int result = store();
        open = result == 0;
        return result;
    }

    @Override
    public int update() {
        return open ? store() : NOT_OPEN;
    }

    @Override
    public int remove() {
        if (!open) {
            return 1;
        }
        values.clear();
        overfull = false;
        bins.all().forEach(bin -> values.put(bin.name().latin1(), new Value(null, true)));
        return store();
    }

    private int store() {
        try {
            if (request.namespace().isFull()) {
                throw new RequestFailure(ServerResultCode.OUT_OF_SPACE, "the namespace is full");
            }
            if (overfull) {
                throw new RequestFailure(ServerResultCode.BIN_NAME, "more than " + MAX_BINS + " bins");
            }
            apply();
        } catch (RequestFailure e) {
            resultCode = e.resultCode();
            changed = false;
            bins = stored();
            values.clear();
            return REFUSED;
        }
        resultCode = ServerResultCode.OK;
        changed = true;
        return 0;
    }

    private void apply() {
        Iterator<Map.Entry<String, Value>> all = values.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<String, Value> next = all.next();
            if (!next.getValue().dirty) {
                continue;
            }
            Object value = next.getValue().value;
            if (value == null) {
                bins.remove(slice(next.getKey()));
                all.remove();
            } else {
                put(slice(next.getKey()), value);
                next.setValue(new Value(value, false));
            }
        }
    }

    private void put(ByteSlice bin, Object value) {
        BinValue particle = UdfValues.toParticle(value);
        if (particle == null) {
            throw new RequestFailure(ServerResultCode.INCOMPATIBLE_TYPE, "a bin cannot hold the value");
        }
        if (bins.size() == MAX_BINS && bins.find(bin) == null) {
            throw new RequestFailure(ServerResultCode.BIN_NAME, "more than " + MAX_BINS + " bins");
        }
        bins.put(bin, particle.particle(), ParticleValues.stored(particle.particle(), particle.value()));
    }

    private static ByteSlice slice(String latin1) {
        return ByteSlice.of(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }
}
