package io.aeroarrow.embedded.internal.msgpack;

/** The kinds of msgpack elements. */
public enum MsgpackKind {
    NIL,
    BOOL,
    INTEGER,
    REAL,
    RAW,
    LIST,
    MAP,
    EXT;

    static MsgpackKind of(int lead) {
        if (lead <= 0x7f || lead >= 0xe0) {
            return INTEGER;
        }
        if (lead <= 0x8f) {
            return MAP;
        }
        if (lead <= 0x9f) {
            return LIST;
        }
        if (lead <= 0xbf) {
            return RAW;
        }
        return switch (lead) {
            case 0xc0 -> NIL;
            case 0xc2, 0xc3 -> BOOL;
            case 0xc4, 0xc5, 0xc6, 0xd9, 0xda, 0xdb -> RAW;
            case 0xc7, 0xc8, 0xc9, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> EXT;
            case 0xca, 0xcb -> REAL;
            case 0xdc, 0xdd -> LIST;
            case 0xde, 0xdf -> MAP;
            case 0xc1 -> throw new MalformedMsgpack("lead byte c1");
            default -> INTEGER;
        };
    }
}
