package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.RequestFailure;
import io.aeroarrow.embedded.wire.ResultCode;

/** The rule for names of bins: 1 to 15 bytes, none of them 0. */
final class BinName {
    private static final int MAX_SIZE = 15;

    private BinName() {}

    static void require(Bytes name) {
        if (name.isEmpty() || name.length() > MAX_SIZE || name.contains(0)) {
            throw new RequestFailure(ResultCode.BIN_NAME, "bin name of " + name.length() + " bytes");
        }
    }
}
