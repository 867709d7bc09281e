package io.aeroarrow.internal.request;

import io.aeroarrow.internal.message.MessageLayout;
import io.aeroarrow.policy.CommitLevel;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.GenerationCheck;
import io.aeroarrow.policy.WritePolicy;

/** The header flags of a write policy. */
final class WriteFlags {

    private WriteFlags() {}

    /**
     * The flags of {@code info2}.
     *
     * @param mayCreate whether the exists action of the policy applies
     */
    static int info2(WritePolicy policy, boolean mayCreate) {
        int bits = MessageLayout.INFO2_WRITE | generation(policy.generation().kind());
        if (policy.durableDelete()) {
            bits |= MessageLayout.INFO2_DURABLE_DELETE;
        }
        return bits
                | (mayCreate && policy.existsAction() == ExistsAction.CREATE_ONLY
                        ? MessageLayout.INFO2_CREATE_ONLY
                        : 0);
    }

    /** The flag of {@code info2} for a generation check. */
    static int generation(GenerationCheck.Kind kind) {
        return switch (kind) {
            case NONE -> 0;
            case EQUAL -> MessageLayout.INFO2_GENERATION;
            case GREATER -> MessageLayout.INFO2_GENERATION_GREATER;
        };
    }

    /** The flags of {@code info3}; see {@link #info2}. */
    static int info3(WritePolicy policy, boolean mayCreate) {
        int bits = policy.commitLevel() == CommitLevel.MASTER ? MessageLayout.INFO3_COMMIT_MASTER : 0;
        if (!mayCreate) {
            return bits;
        }
        return bits
                | switch (policy.existsAction()) {
                    case UPDATE, CREATE_ONLY -> 0;
                    case UPDATE_ONLY -> MessageLayout.INFO3_UPDATE_ONLY;
                    case REPLACE -> MessageLayout.INFO3_CREATE_OR_REPLACE;
                    case REPLACE_ONLY -> MessageLayout.INFO3_REPLACE_ONLY;
                };
    }
}
