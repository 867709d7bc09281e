package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.Particle;

/** Appends values of any type as JSON text. Used for bins whose values have different types. */
public final class JsonAppender extends VariableWidthAppender {

    private final MsgpackCursor cursor = new MsgpackCursor();
    private final JsonText json = new JsonText();

    public JsonAppender(ByteColumn bytes) {
        super(bytes);
    }

    @Override
    public boolean append(int row, int particle, long value, int length) {
        if (particle != Particle.LIST && particle != Particle.MAP) {
            return json.write(particle, value, length) && store(row, json.address(), json.length());
        }
        cursor.wrap(value, length);
        cursor.next();
        boolean appended = appendElement(row, cursor);
        if (appended) {
            cursor.requireEnd();
        }
        return appended;
    }

    @Override
    public boolean appendElement(int row, MsgpackCursor element) {
        if (element.kind() == MsgpackCursor.Kind.NIL) {
            appendNull(row);
            return true;
        }
        return json.write(element) && store(row, json.address(), json.length());
    }
}
