package io.aeroarrow.embedded.internal.index;

import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Extracts the indexed values of a record. */
final class IndexValueExtractor {
    private static final int GEO_HEADER_SIZE = 3;

    private final IndexValueType type;
    private final List<IndexedValue> values = new ArrayList<>();

    private IndexValueExtractor(IndexValueType type) {
        this.type = type;
    }

    static Stream<IndexedValue> of(IndexDefinition index, Digest digest, StoredRecord stored) {
        BinValue value = index.data().value(digest, stored);
        if (value == null) {
            return Stream.of();
        }
        IndexValueExtractor found = new IndexValueExtractor(index.type());
        if (index.part() == IndexCollectionType.DEFAULT) {
            found.whole(value.particle(), value.value());
        } else if (value.particle()
                == (index.part() == IndexCollectionType.LIST ? ParticleType.LIST : ParticleType.MAP)) {
            found.elements(new MsgpackReader(value.value()), index.part());
        }
        return found.values.stream();
    }

    private void whole(int particle, ByteSlice value) {
        if (particle != type.particle()) {
            return;
        }
        switch (type) {
            case NUMERIC -> values.add(IndexedValue.ofInteger(value.i64(0)));
            case STRING, BLOB -> values.add(IndexedValue.ofBytes(value));
            case GEO2DSPHERE -> geo(value);
        }
    }

    /** A value inside a list or map, or of an expression, has no cells. */
    private void geo(ByteSlice value) {
        int cells = value.u16(1);
        int start = GEO_HEADER_SIZE + cells * Long.BYTES;
        ByteSlice json = value.slice(start, value.length() - start);
        values.add(
                cells == 0 ? IndexedValue.ofElement(type, json) : IndexedValue.ofGeo(value.i64(GEO_HEADER_SIZE), json));
    }

    private void elements(MsgpackReader in, IndexCollectionType part) {
        boolean map = part != IndexCollectionType.LIST;
        int count = map ? in.mapHeader() : in.listHeader();
        for (int i = 0; i < count; i++) {
            boolean metadata = in.peek() == MsgpackKind.EXT;
            if (map) {
                ByteSlice key = in.element();
                ByteSlice value = in.element();
                if (!metadata) {
                    element(new MsgpackReader(part == IndexCollectionType.MAPKEYS ? key : value));
                }
            } else if (metadata) {
                in.skip();
            } else {
                element(new MsgpackReader(in.element()));
            }
        }
    }

    private void element(MsgpackReader in) {
        if (in.peek() == MsgpackKind.INTEGER && type == IndexValueType.NUMERIC) {
            values.add(IndexedValue.ofInteger(in.integer()));
        } else if (in.peek() == MsgpackKind.RAW && in.peekRawType() == type.particle()) {
            ByteSlice payload = in.raw();
            ByteSlice value = payload.slice(1, payload.length() - 1);
            values.add(IndexedValue.ofElement(type, value));
        }
    }
}
