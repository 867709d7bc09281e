package io.aeroarrow.internal.request;

import io.netty.buffer.ByteBuf;

/** What a batch asks of its keys, ready to be encoded as often as it is sent. Keys go by their number in the batch. */
public sealed interface BatchCommands permits RecordRequests, EncodedWrites {

    int count();

    String namespace(int key);

    String set(int key);

    /** The partition of a key, 0 to 4095. */
    int partition(int key);

    /** Whether the record may be changed. */
    boolean writes(int key);

    /** Whether the record is to be gone afterwards. */
    boolean deletes(int key);

    /** A key's digest, as 40 hex digits. */
    String digestInHex(int key);

    /** Writes what is asked of a key as a row of a batch: its number, which its answer will bear, and then the command. */
    void writeRow(int key, ByteBuf rows);
}
