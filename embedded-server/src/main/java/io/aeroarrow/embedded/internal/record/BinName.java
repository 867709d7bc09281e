package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;

/** The rule for bin names: 1 to 15 bytes, none of them 0. */
final class BinName {
    private static final int MAX_SIZE = 15;

    private BinName() {}

    static void require(ByteSlice name) {
        if (name.isEmpty() || name.length() > MAX_SIZE || name.contains(0)) {
            throw new RequestFailure(ServerResultCode.BIN_NAME, "bin name of " + name.length() + " bytes");
        }
    }
}
