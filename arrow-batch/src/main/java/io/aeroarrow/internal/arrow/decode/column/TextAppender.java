package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.answer.OpBytes;
import io.aeroarrow.internal.bytes.Utf8;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.internal.value.PlainMsgpack;
import org.jspecify.annotations.Nullable;

/**
 * Appends the text of strings and GeoJSON, and lists and maps as JSON text. Text that is not UTF-8 is a mismatch. Other values
 * are mismatches, or JSON text if the column has values of any type.
 */
public final class TextAppender extends VariableWidthAppender {

    private final MsgpackCursor cursor = new MsgpackCursor();
    private final boolean anyType;
    private @Nullable JsonText json;

    /**
     * Creates an appender.
     *
     * @param anyType whether values of all other types are appended as JSON text
     */
    public TextAppender(ByteColumn bytes, boolean anyType) {
        super(bytes);
        this.anyType = anyType;
    }

    @Override
    public boolean appendOp(int row, long op) {
        long header = OpBytes.header(op);
        int particle = OpBytes.particle(header);
        long value = OpBytes.value(op, header);
        int length = OpBytes.valueLength(header);
        return (particle == Particle.STRING && storeShortAscii(row, value, length))
                || append(row, particle, value, length);
    }

    @Override
    public long appendPlain(int row, long at, long end) {
        int size = PlainMsgpack.fixTextSize(at, end);
        return size > 0 && storeShortAscii(row, at + 2, size - 2) ? at + size : super.appendPlain(row, at, end);
    }

    @Override
    public int appendValues(int firstRow, long[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            long value = values[i];
            if (value == 0) {
                appendNull(firstRow + i);
            } else if (appendPlain(firstRow + i, value, Long.MAX_VALUE) == 0) {
                return i;
            }
        }
        return to;
    }

    @Override
    public boolean append(int row, int particle, long value, int length) {
        if (particle == Particle.STRING) {
            return appendText(row, value, length);
        } else if (particle == Particle.GEOJSON) {
            return appendGeoJson(row, value, length);
        } else if (particle == Particle.LIST || particle == Particle.MAP) {
            cursor.wrap(value, length);
            cursor.next();
            boolean appended = appendElement(row, cursor);
            if (appended) {
                cursor.requireEnd();
            }
            return appended;
        }
        if (!anyType) {
            return false;
        }
        JsonText text = json();
        return text.write(particle, value, length) && store(row, text.address(), text.length());
    }

    @Override
    boolean accepts(int particle, long value, int length) {
        return particle == Particle.STRING && Utf8.isValid(value, length);
    }

    private boolean appendText(int row, long value, int length) {
        return Utf8.isValid(value, length) && store(row, value, length);
    }

    private boolean appendGeoJson(int row, long value, int length) {
        int text = GeoJsonText.textOffset(value, length);
        return text >= 0 && appendText(row, value + text, length - text);
    }

    @Override
    public boolean appendElement(int row, MsgpackCursor element) {
        if (element.kind() == MsgpackCursor.Kind.STRING) {
            return appendText(row, element.bytes(), element.length());
        }
        boolean container = element.kind() == MsgpackCursor.Kind.LIST || element.kind() == MsgpackCursor.Kind.MAP;
        if (!container && (!anyType || element.kind() == MsgpackCursor.Kind.NIL)) {
            return super.appendElement(row, element);
        }
        JsonText text = json();
        return text.write(element) && store(row, text.address(), text.length());
    }

    private JsonText json() {
        JsonText text = json;
        if (text == null) {
            text = new JsonText();
            json = text;
        }
        return text;
    }
}
