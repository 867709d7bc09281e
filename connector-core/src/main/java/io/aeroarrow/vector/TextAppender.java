package io.aeroarrow.vector;

import io.aeroarrow.protocol.MsgpackCursor;
import io.aeroarrow.protocol.Particle;
import org.jspecify.annotations.Nullable;

/** Appends strings and GeoJSON as they are, and lists and maps as JSON text. */
final class TextAppender extends VariableWidthAppender {

    private final MsgpackCursor cursor = new MsgpackCursor();
    private @Nullable JsonText json;

    TextAppender(ByteColumn bytes) {
        super(bytes);
    }

    @Override
    boolean append(int row, int particle, long value, int length) {
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
        return false;
    }

    @Override
    boolean takes(int particle, long value, int length) {
        return particle == Particle.STRING && Utf8.isValid(value, length);
    }

    private boolean appendText(int row, long value, int length) {
        return Utf8.isValid(value, length) && store(row, value, length);
    }

    private boolean appendGeoJson(int row, long value, int length) {
        int text = GeoJsonValue.textOffset(value, length);
        return text >= 0 && appendText(row, value + text, length - text);
    }

    @Override
    boolean appendElement(int row, MsgpackCursor element) {
        if (element.kind() == MsgpackCursor.Kind.STRING) {
            return appendText(row, element.bytes(), element.length());
        }
        if (element.kind() != MsgpackCursor.Kind.LIST && element.kind() != MsgpackCursor.Kind.MAP) {
            return super.appendElement(row, element);
        }
        JsonText text = json;
        if (text == null) {
            text = new JsonText();
            json = text;
        }
        return text.write(element) && store(row, text.address(), text.length());
    }
}
