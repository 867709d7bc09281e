package io.aeroarrow.internal.request;

import io.aeroarrow.internal.message.MessageLayout;
import io.aeroarrow.model.Bin;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The op that writes a bin in many records. Everything but the value is encoded once. */
public final class BinOp {

    private static final int PARTICLE_OFFSET = Integer.BYTES + 1;

    private final String bin;
    private final byte[] header;

    /**
     * @throws IllegalArgumentException if the name is not a valid bin name
     */
    public BinOp(String bin) {
        this.bin = Bin.requireName(bin);
        byte[] name = bin.getBytes(StandardCharsets.UTF_8);
        header = new byte[Integer.BYTES + MessageLayout.OP_HEADER_SIZE + name.length];
        header[Integer.BYTES] = MessageLayout.OP_WRITE;
        header[Integer.BYTES + MessageLayout.OP_HEADER_SIZE - 1] = (byte) name.length;
        System.arraycopy(name, 0, header, Integer.BYTES + MessageLayout.OP_HEADER_SIZE, name.length);
    }

    public String bin() {
        return bin;
    }

    /** Writes the start of the op; the caller writes the value. */
    void writeTo(ByteBuf target, int particle, int valueLength) {
        int start = target.writerIndex();
        target.writeBytes(header);
        target.setInt(start, header.length - Integer.BYTES + valueLength);
        target.setByte(start + PARTICLE_OFFSET, particle);
    }
}
