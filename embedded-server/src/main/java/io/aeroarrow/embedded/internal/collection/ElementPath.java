package io.aeroarrow.embedded.internal.collection;

import io.aeroarrow.embedded.internal.msgpack.CanonicalContainers;
import io.aeroarrow.embedded.internal.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The path of an index to an element in a list or map: a context that only reads. */
public final class ElementPath {
    private static final int TYPE_MASK = 0xff;
    private static final int MAX_READ_TYPE = 0x23;
    private static final int LIST_KEY = 0x12;
    private static final List<String> HOW = List.of("index", "rank", "key", "value");

    private final List<ContextStep> steps;

    private ElementPath(List<ContextStep> steps) {
        this.steps = steps;
    }

    /**
     * Parses a path.
     *
     * @throws MalformedMsgpack if it is not a list of reading steps
     */
    public static ElementPath parse(ByteSlice encoded) {
        MsgpackReader in = new MsgpackReader(encoded);
        int count = in.listHeader();
        if (count == 0 || count % 2 != 0) {
            throw new MalformedMsgpack("a context of " + count + " elements");
        }
        List<ContextStep> steps = new ArrayList<>(count / 2);
        for (int i = 0; i < count; i += 2) {
            int type = (int) in.integer() & TYPE_MASK;
            if (type > MAX_READ_TYPE || type == LIST_KEY || (type & 0xf) > ContextStep.BY_VALUE) {
                throw new MalformedMsgpack("a context step of type " + type);
            }
            steps.add(new ContextStep(type, in.element()));
        }
        // A real server accepts bytes after the list.
        return new ElementPath(List.copyOf(steps));
    }

    /** Whether a context has the form in which a server keeps it. */
    public static boolean isNormalized(ByteSlice encoded) {
        try {
            return ByteSlice.of(CanonicalContainers.canonicalList(encoded)).sameAs(encoded);
        } catch (MalformedMsgpack e) {
            // Wildcards, which no list stores, have one form; bytes after the list do not matter.
            return true;
        }
    }

    /** Returns the element of a bin's value; null if there is none, or if it is nil. */
    public @Nullable BinValue find(BinValue bin) {
        if (bin.particle() != ParticleType.LIST && bin.particle() != ParticleType.MAP) {
            return null;
        }
        try {
            return BinValue.ofElement(new ContextPath(steps).find(bin.value()));
        } catch (RequestFailure e) {
            return null;
        }
    }

    /** The path as a server shows it: values without their content. */
    public String display() {
        return steps.stream().map(ElementPath::display).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String display(ContextStep step) {
        String container = step.isOnList() ? "list_" : step.isOnMap() ? "map_" : "";
        return container + HOW.get(step.how()) + "(" + display(new MsgpackReader(step.value())) + ")";
    }

    private static String display(MsgpackReader in) {
        return switch (in.peek()) {
            case NIL -> "nil";
            case BOOL -> String.valueOf(in.bool());
            case INTEGER -> String.valueOf(in.integer());
            case REAL -> String.format(Locale.ROOT, "%f", in.real());
            case LIST -> "<list#" + in.listHeader() + ">";
            case MAP -> "<map#" + in.mapHeader() + ">";
            case RAW -> raw(in.raw());
            case EXT -> "*";
        };
    }

    private static String raw(ByteSlice raw) {
        if (raw.isEmpty()) {
            return "<blob#_>";
        }
        String type = switch (raw.u8(0)) {
            case ParticleType.STRING -> "string";
            case ParticleType.BLOB -> "blob";
            case ParticleType.GEOJSON -> "geojson";
            default -> "blob" + raw.u8(0);
        };
        return "<" + type + "#" + (raw.length() - 1) + ">";
    }
}
