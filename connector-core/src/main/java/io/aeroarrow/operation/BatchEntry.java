package io.aeroarrow.operation;

import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.WritePolicy;
import java.util.List;
import java.util.Objects;

/**
 * The command of a batch for one key.
 *
 * @param policy how to write; its timeouts and retries do not count, those of the {@link BatchPolicy} do
 */
public record BatchEntry(Key key, RecordCommand command, WritePolicy policy) {

    /** For reads, which send no user key. */
    private static final WritePolicy READ = WritePolicy.DEFAULT.withSendKey(false);

    /**
     * Checks the components.
     *
     * @param key the key of the record
     * @param command the command
     * @param policy how to write
     */
    public BatchEntry {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(policy, "policy");
    }

    /**
     * Reads bins of a record.
     *
     * @param key the key of the record
     * @param bins the bins to read or write
     * @return the entry
     */
    public static BatchEntry read(Key key, BinSelection bins) {
        return new BatchEntry(key, new RecordCommand.Read(bins), READ);
    }

    /**
     * Writes bins of a record.
     *
     * @param key the key of the record
     * @param bins the bins to read or write
     * @return the entry
     */
    public static BatchEntry put(Key key, List<Bin> bins) {
        return new BatchEntry(key, RecordCommand.Operate.writing(bins), WritePolicy.DEFAULT);
    }

    /**
     * Applies several operations to a record atomically.
     *
     * @param key the key of the record
     * @param operations at least one operation
     * @return the entry
     */
    public static BatchEntry operate(Key key, List<Operation> operations) {
        RecordCommand command = new RecordCommand.Operate(operations);
        return new BatchEntry(key, command, command.writes() ? WritePolicy.DEFAULT : READ);
    }

    /**
     * Deletes a record.
     *
     * @param key the key of the record
     * @return the entry
     */
    public static BatchEntry delete(Key key) {
        return new BatchEntry(key, new RecordCommand.Delete(), WritePolicy.DEFAULT);
    }

    /**
     * {@return a copy with another {@link #policy()}}
     *
     * @param newPolicy how to write
     */
    public BatchEntry withPolicy(WritePolicy newPolicy) {
        return new BatchEntry(key, command, newPolicy);
    }
}
