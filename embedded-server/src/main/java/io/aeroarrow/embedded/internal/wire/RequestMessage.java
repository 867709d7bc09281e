package io.aeroarrow.embedded.internal.wire;

import java.util.List;

/**
 * A parsed as_msg: a request, or one full row of a batch.
 *
 * @param version the version of the node that executes it
 */
public record RequestMessage(
        int info1,
        int info2,
        int info3,
        int info4,
        int generation,
        long recordTtl,
        long transactionTtl,
        MessageFields fields,
        List<MessageOp> ops,
        ServerVersion version) {

    public boolean info1(int bit) {
        return (info1 & bit) != 0;
    }

    public boolean info2(int bit) {
        return (info2 & bit) != 0;
    }

    public boolean info3(int bit) {
        return (info3 & bit) != 0;
    }
}
