package io.aeroarrow.internal.request;

import io.netty.buffer.ByteBuf;

/** The commands of a batch, ready to be encoded for each attempt. Keys are identified by their index in the batch. */
public sealed interface BatchCommands permits RecordRequests, EncodedWrites {

    int count();

    String namespace(int key);

    String set(int key);

    /** The partition of a key, 0 to 4095. */
    int partition(int key);

    /** Whether the command may change the record. */
    boolean writes(int key);

    /** Whether the command deletes the record. */
    boolean deletes(int key);

    /** A key's digest, as 40 hex digits. */
    String digestInHex(int key);

    /**
     * Encodes a key's command as a row of a batch: its index, which its answer repeats, then the command.
     *
     * @param previous the key of the row before; negative if there is none
     */
    void writeRow(int key, int previous, ByteBuf rows);
}
