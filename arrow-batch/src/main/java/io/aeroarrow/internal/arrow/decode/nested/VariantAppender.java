package io.aeroarrow.internal.arrow.decode.nested;

import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.arrow.decode.column.VariableWidthAppender;
import io.aeroarrow.internal.arrow.decode.variant.VariantEncoder;
import io.aeroarrow.internal.value.MsgpackCursor;
import io.aeroarrow.internal.value.Particle;

/** Appends values of any type as variants: structs of two binary fields. */
public final class VariantAppender extends ColumnAppender {

    private final StructMemory memory;
    private final VariableWidthAppender value;
    private final VariableWidthAppender metadata;
    private final MsgpackCursor cursor = new MsgpackCursor();
    private final VariantEncoder variant = new VariantEncoder();

    public VariantAppender(StructMemory memory, VariableWidthAppender value, VariableWidthAppender metadata) {
        this.memory = memory;
        this.value = value;
        this.metadata = metadata;
    }

    @Override
    public void startBatch(int rows) {
        memory.startBatch(rows);
        value.startBatch(rows);
        metadata.startBatch(rows);
    }

    @Override
    public boolean append(int row, int particle, long at, int length) {
        if (particle != Particle.LIST && particle != Particle.MAP) {
            return variant.encode(particle, at, length) && store(row);
        }
        cursor.wrap(at, length);
        cursor.next();
        boolean encoded = variant.encode(cursor);
        if (encoded) {
            cursor.requireEnd();
        }
        return encoded && store(row);
    }

    @Override
    public boolean appendElement(int row, MsgpackCursor element) {
        if (element.kind() == MsgpackCursor.Kind.NIL) {
            appendNull(row);
            return true;
        }
        return variant.encode(element) && store(row);
    }

    private boolean store(int row) {
        return value.append(row, Particle.BLOB, variant.value(), variant.valueLength())
                && metadata.append(row, Particle.BLOB, variant.metadata(), variant.metadataLength());
    }

    @Override
    public void appendNull(int row) {
        memory.validity().setNull(row);
        value.appendNull(row);
        metadata.appendNull(row);
    }

    @Override
    public void locate() {
        memory.locate();
        value.locate();
        metadata.locate();
    }

    @Override
    public void reserve(int rows) {
        if (memory.grow(rows)) {
            locate();
        }
        value.reserve(rows);
        metadata.reserve(rows);
    }

    @Override
    public void truncate(int rows) {
        memory.validity().truncate(rows);
        value.truncate(rows);
        metadata.truncate(rows);
    }

    @Override
    public void finishBatch(int rows) {
        value.finishBatch(rows);
        metadata.finishBatch(rows);
        memory.finishBatch(rows);
    }
}
