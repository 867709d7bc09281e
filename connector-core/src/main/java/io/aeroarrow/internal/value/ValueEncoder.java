package io.aeroarrow.internal.value;

import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.BoolValue;
import io.aeroarrow.model.Value.FloatValue;
import io.aeroarrow.model.Value.GeoJsonValue;
import io.aeroarrow.model.Value.HllValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.ListValue;
import io.aeroarrow.model.Value.MapOrder;
import io.aeroarrow.model.Value.MapValue;
import io.aeroarrow.model.Value.StringValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Encodes values as bins hold them, and as elements of lists and maps. */
public final class ValueEncoder {

    private static final int GEOJSON_HEADER = 3;
    private static final int ORDERED_LIST = 0x01;
    private static final int KEY_ORDERED_MAP = 0x01;
    private static final int KEY_VALUE_ORDERED_MAP = 0x03;

    private ValueEncoder() {}

    /** The particle type of a bin with this value. */
    public static int particle(Value value) {
        if (value instanceof IntegerValue) {
            return Particle.INTEGER;
        } else if (value instanceof FloatValue) {
            return Particle.FLOAT;
        } else if (value instanceof StringValue) {
            return Particle.STRING;
        } else if (value instanceof BoolValue) {
            return Particle.BOOL;
        } else if (value instanceof BlobValue) {
            return Particle.BLOB;
        } else if (value instanceof GeoJsonValue) {
            return Particle.GEOJSON;
        } else if (value instanceof ListValue) {
            return Particle.LIST;
        } else if (value instanceof MapValue) {
            return Particle.MAP;
        }
        return value instanceof HllValue ? Particle.HLL : Particle.NULL;
    }

    /** The bytes of a bin with this value. */
    public static byte[] bytes(Value value) {
        if (value instanceof IntegerValue integer) {
            return ByteBuffer.allocate(Long.BYTES).putLong(integer.value()).array();
        } else if (value instanceof FloatValue real) {
            return ByteBuffer.allocate(Double.BYTES).putDouble(real.value()).array();
        } else if (value instanceof StringValue text) {
            return utf8(text.value());
        } else if (value instanceof BoolValue bool) {
            return new byte[] {(byte) (bool.value() ? 1 : 0)};
        } else if (value instanceof BlobValue blob) {
            return blob.bytes();
        } else if (value instanceof HllValue hll) {
            return hll.sketch().bytes();
        } else if (value instanceof GeoJsonValue geo) {
            byte[] json = utf8(geo.json());
            return ByteBuffer.allocate(GEOJSON_HEADER + json.length)
                    .put(GEOJSON_HEADER, json)
                    .array();
        } else if (value instanceof ListValue || value instanceof MapValue) {
            MsgpackWriter out = new MsgpackWriter();
            write(value, out);
            return out.bytes();
        }
        return new byte[0];
    }

    /** Encodes a value as an element of a list or map. */
    private static void write(Value value, MsgpackWriter out) {
        if (value instanceof IntegerValue integer) {
            out.integer(integer.value());
        } else if (value instanceof FloatValue real) {
            out.number(real.value());
        } else if (value instanceof BoolValue bool) {
            out.bool(bool.value());
        } else if (value instanceof ListValue list) {
            writeList(list, out);
        } else if (value instanceof MapValue map) {
            writeMap(map, out);
        } else if (value instanceof GeoJsonValue geo) {
            // Inside a container, GeoJSON has no header.
            out.particle(Particle.GEOJSON, utf8(geo.json()));
        } else if (value instanceof StringValue || value instanceof BlobValue || value instanceof HllValue) {
            out.particle(particle(value), bytes(value));
        } else {
            out.nil();
        }
    }

    private static void writeList(ListValue list, MsgpackWriter out) {
        out.array(list.values().size() + (list.ordered() ? 1 : 0));
        if (list.ordered()) {
            out.extension(ORDERED_LIST);
        }
        list.values().forEach(value -> write(value, out));
    }

    private static void writeMap(MapValue map, MsgpackWriter out) {
        boolean ordered = map.order() != MapOrder.UNORDERED;
        out.map(map.entries().size() + (ordered ? 1 : 0));
        if (ordered) {
            out.extension(map.order() == MapOrder.KEY_ORDERED ? KEY_ORDERED_MAP : KEY_VALUE_ORDERED_MAP);
            out.nil();
        }
        List<Map.Entry<Value, Value>> entries = List.copyOf(map.entries().entrySet());
        if (ordered) {
            // The entries of a map declared ordered must be sent in order.
            entries = entries.stream()
                    .sorted(Map.Entry.comparingByKey(MapKeyOrder.INSTANCE))
                    .toList();
        }
        entries.forEach(entry -> {
            write(entry.getKey(), out);
            write(entry.getValue(), out);
        });
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
