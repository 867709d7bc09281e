package io.aeroarrow.embedded.index;

import io.aeroarrow.embedded.msgpack.Kind;
import io.aeroarrow.embedded.msgpack.MsgpackReader;
import io.aeroarrow.embedded.store.BinCursor;
import io.aeroarrow.embedded.store.StoredRecord;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.Particle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The values of a record that an index holds. */
final class IndexedValues {
    private static final int GEO_HEADER_SIZE = 3;

    private final IndexType type;
    private final List<IndexedValue> values = new ArrayList<>();

    private IndexedValues(IndexType type) {
        this.type = type;
    }

    static Stream<IndexedValue> of(IndexDefinition index, StoredRecord stored) {
        BinCursor bin = stored.bins();
        if (!bin.seek(Bytes.of(index.bin().getBytes(StandardCharsets.UTF_8)))) {
            return Stream.of();
        }
        IndexedValues found = new IndexedValues(index.type());
        if (index.part() == IndexPart.DEFAULT) {
            found.whole(bin.particle(), bin.value());
        } else if (bin.particle() == (index.part() == IndexPart.LIST ? Particle.LIST : Particle.MAP)) {
            found.elements(new MsgpackReader(bin.value()), index.part());
        }
        return found.values.stream();
    }

    private void whole(int particle, Bytes value) {
        if (particle != type.particle()) {
            return;
        }
        switch (type) {
            case NUMERIC -> values.add(IndexedValue.ofInteger(value.i64(0)));
            case STRING, BLOB -> values.add(IndexedValue.ofBytes(value));
            case GEO2DSPHERE -> {
                int cells = GEO_HEADER_SIZE + value.u16(1) * Long.BYTES;
                values.add(IndexedValue.ofGeo(value.i64(GEO_HEADER_SIZE), value.slice(cells, value.length() - cells)));
            }
        }
    }

    private void elements(MsgpackReader in, IndexPart part) {
        boolean map = part != IndexPart.LIST;
        int count = map ? in.mapHeader() : in.listHeader();
        for (int i = 0; i < count; i++) {
            boolean metadata = in.peek() == Kind.EXT;
            if (map) {
                Bytes key = in.element();
                Bytes value = in.element();
                if (!metadata) {
                    element(new MsgpackReader(part == IndexPart.MAPKEYS ? key : value));
                }
            } else if (metadata) {
                in.skip();
            } else {
                element(new MsgpackReader(in.element()));
            }
        }
    }

    private void element(MsgpackReader in) {
        if (in.peek() == Kind.INTEGER && type == IndexType.NUMERIC) {
            values.add(IndexedValue.ofInteger(in.integer()));
        } else if (in.peek() == Kind.RAW && in.peekRawType() == type.particle()) {
            Bytes payload = in.raw();
            Bytes value = payload.slice(1, payload.length() - 1);
            values.add(IndexedValue.ofElement(type, value));
        }
    }
}
