package io.aeroarrow.vector;

import io.aeroarrow.protocol.Particle;

/** Appends bytes: one copy from the record to wherever the column keeps them. */
class VariableWidthAppender extends ColumnAppender {

    private final ByteColumn bytes;

    VariableWidthAppender(ByteColumn bytes) {
        this.bytes = bytes;
    }

    @Override
    boolean append(int row, int particle, long value, int length) {
        return (Particle.isBlob(particle) || particle == Particle.STRING) && store(row, value, length);
    }

    final boolean store(int row, long value, int length) {
        bytes.store(row, value, length);
        return true;
    }

    @Override
    final void startBatch(int rows) {
        bytes.startBatch(rows);
    }

    @Override
    final void locate() {
        bytes.locate();
    }

    @Override
    final void reserve(int rows) {
        bytes.reserve(rows);
    }

    @Override
    final void truncate(int rows) {
        bytes.truncate(rows);
    }

    @Override
    final void appendNull(int row) {
        bytes.appendNull(row);
    }

    @Override
    final void finishBatch(int rows) {
        bytes.finishBatch(rows);
    }
}
