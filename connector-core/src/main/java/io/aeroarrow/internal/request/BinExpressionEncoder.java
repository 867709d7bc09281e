package io.aeroarrow.internal.request;

import io.aeroarrow.internal.value.MsgpackWriter;

/** Writes an expression over a bin: what expressions of every kind begin with. */
abstract sealed class BinExpressionEncoder permits CountEncoder, MapSubsetEncoder {

    static final int UNKNOWN = 0;
    static final int EQ = 1;
    static final int BIN = 81;
    static final int COND = 123;
    static final int CALL = 127;
    private static final int BIN_TYPE = 82;

    static final int TYPE_INTEGER = 2;
    static final int TYPE_MAP = 5;
    static final int MODULE_COLLECTIONS = 0;

    final MsgpackWriter out = new MsgpackWriter();
    final String bin;

    BinExpressionEncoder(String bin) {
        this.bin = bin;
    }

    final void call(int opcode, int arguments) {
        out.array(arguments + 1);
        out.integer(opcode);
    }

    final void binType() {
        call(BIN_TYPE, 1);
        out.plain(bin);
    }

    final void binTypeIs(int particle) {
        call(EQ, 2);
        binType();
        out.integer(particle);
    }
}
