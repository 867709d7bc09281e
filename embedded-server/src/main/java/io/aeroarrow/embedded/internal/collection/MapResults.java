package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results that depend on the entries of a map. */
final class MapResults {
    private final MapContents map;

    MapResults(MapContents map) {
        this.map = map;
    }

    /** The keys, values or entries at these indexes, in this order. */
    @Nullable
    BinValue elements(int[] indexes, ResultSpec spec) {
        List<MapContents.Entry> picked =
                Arrays.stream(indexes).mapToObj(map.entries()::get).toList();
        if (spec.isMap()) {
            return Results.map(new MapContents(spec.mapFlags(), picked).encode());
        }
        List<ByteSlice> elements = picked.stream()
                .map(spec.type() == ResultSpec.KEY ? MapContents.Entry::key : MapContents.Entry::value)
                .toList();
        if (spec.multi()) {
            return Results.list(new ListContents(false, elements).encode());
        }
        return elements.isEmpty() ? null : BinValue.ofElement(elements.get(0));
    }

    BinValue ranks(int[] indexes, ResultSpec spec) {
        return Results.ofEach(spec, Arrays.stream(indexes).map(map::rankAt), map.size());
    }

    /** Results that are the same for all ways to select entries. */
    @Nullable
    BinValue ofSelected(int[] indexes, ResultSpec spec) {
        if (spec.isElements()) {
            return elements(indexes, spec);
        }
        return switch (spec.type()) {
            case ResultSpec.NONE -> null;
            case ResultSpec.COUNT -> BinValue.of((long) indexes.length);
            case ResultSpec.EXISTS -> BinValue.of(indexes.length != 0);
            default -> throw spec.unsupported();
        };
    }
}
