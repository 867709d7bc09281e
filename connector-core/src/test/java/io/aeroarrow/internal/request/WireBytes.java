package io.aeroarrow.internal.request;

import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.answer.RecordDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Builds valid and invalid answers by hand; shares no code with their readers. */
public final class WireBytes {

    private WireBytes() {}

    public static MessageBuilder record() {
        return new MessageBuilder();
    }

    public static MessageBuilder last() {
        return new MessageBuilder().info3(1);
    }

    /** A frame that contains messages. */
    public static byte[] frame(MessageBuilder... messages) {
        return rawFrame(
                2,
                3,
                concat(List.of(messages).stream()
                        .map(MessageBuilder::bytes)
                        .toList()
                        .toArray(new byte[0][])));
    }

    public static byte[] rawFrame(int version, int type, byte[] body) {
        return ByteBuffer.allocate(8 + body.length)
                .putLong((long) version << 56 | (long) type << 48 | body.length)
                .put(body)
                .array();
    }

    /** A complete answer: a frame of the messages, then one of the last message. */
    public static byte[] stream(MessageBuilder... messages) {
        return concat(frame(messages), frame(last()));
    }

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    public static ByteBuf direct(byte[] bytes) {
        return PooledByteBufAllocator.DEFAULT
                .directBuffer(Math.max(1, bytes.length))
                .writeBytes(bytes);
    }

    /** Decodes a stream in one piece and visits its records. */
    public static void forEach(byte[] stream, Consumer<RecordCursor> visitor) {
        try (RecordDecoder decoder = new RecordDecoder()) {
            decoder.offer(direct(stream));
            while (decoder.next()) {
                if (!decoder.record().isLast()) {
                    visitor.accept(decoder.record());
                }
            }
        }
    }

    /** As {@link #forEach}, in blocks. */
    public static void forEachBlock(byte[] stream, Consumer<RecordBlock> visitor) {
        forEachBlock(stream, new RecordBlock(), visitor);
    }

    /**
     * As {@link #forEach}, in blocks.
     *
     * @param block an empty block, reused for all
     */
    public static void forEachBlock(byte[] stream, RecordBlock block, Consumer<RecordBlock> visitor) {
        try (RecordDecoder decoder = new RecordDecoder()) {
            decoder.offer(direct(stream));
            while (decoder.next(block.get(block.size()))) {
                if (!block.get(block.size()).isLast()) {
                    block.add();
                }
                if (block.isFull()) {
                    visitor.accept(block);
                    block.clear();
                }
            }
            visitor.accept(block);
            block.clear();
        }
    }

    /** A message whose lengths and counts are correct unless a test sets them. */
    public static final class MessageBuilder {

        private final List<byte[]> fields = new ArrayList<>();
        private final List<byte[]> ops = new ArrayList<>();
        private int headerSize = 22;
        private int info3;
        private int result;
        private int generation = 1;
        private int voidTime;
        private int batchIndex;
        private int fieldCount = -1;
        private int opCount = -1;

        public MessageBuilder headerSize(int size) {
            headerSize = size;
            return this;
        }

        public MessageBuilder info3(int bits) {
            info3 = bits;
            return this;
        }

        public MessageBuilder result(int code) {
            result = code;
            return this;
        }

        public MessageBuilder generation(int value) {
            generation = value;
            return this;
        }

        public MessageBuilder voidTime(int value) {
            voidTime = value;
            return this;
        }

        public MessageBuilder batchIndex(int value) {
            batchIndex = value;
            return this;
        }

        public MessageBuilder fieldCount(int count) {
            fieldCount = count;
            return this;
        }

        public MessageBuilder opCount(int count) {
            opCount = count;
            return this;
        }

        public MessageBuilder field(int type, byte[] value) {
            fields.add(ByteBuffer.allocate(5 + value.length)
                    .putInt(1 + value.length)
                    .put((byte) type)
                    .put(value)
                    .array());
            return this;
        }

        /** Adds arbitrary bytes in place of a field. */
        public MessageBuilder rawField(byte[] bytes) {
            fields.add(bytes);
            return this;
        }

        /** Adds arbitrary bytes in place of an op. */
        public MessageBuilder rawOp(byte[] bytes) {
            ops.add(bytes);
            return this;
        }

        public MessageBuilder digest(byte[] digest) {
            return field(4, digest);
        }

        /** Sets a digest of a partition; the number distinguishes it from others. */
        public MessageBuilder digest(int partition, int number) {
            return digest(digestOf(partition, number));
        }

        public static byte[] digestOf(int partition, int number) {
            ByteBuffer digest = ByteBuffer.allocate(20);
            digest.put((byte) partition).put((byte) (partition >> 8));
            digest.putInt(16, number);
            return digest.array();
        }

        /** The value under which a secondary index found the record. */
        public MessageBuilder indexValue(long value) {
            return field(
                    15, ByteBuffer.allocate(8).putLong(Long.reverseBytes(value)).array());
        }

        public MessageBuilder set(String name) {
            return field(1, name.getBytes(StandardCharsets.UTF_8));
        }

        public MessageBuilder key(int particle, byte[] key) {
            return field(2, concat(new byte[] {(byte) particle}, key));
        }

        public MessageBuilder key(long key) {
            return key(1, longBytes(key));
        }

        public MessageBuilder bin(String name, int particle, byte[] value) {
            return bin(name.getBytes(StandardCharsets.UTF_8), particle, value);
        }

        public MessageBuilder bin(byte[] name, int particle, byte[] value) {
            ops.add(ByteBuffer.allocate(8 + name.length + value.length)
                    .putInt(4 + name.length + value.length)
                    .put((byte) 1)
                    .put((byte) particle)
                    .put((byte) 0)
                    .put((byte) name.length)
                    .put(name)
                    .put(value)
                    .array());
            return this;
        }

        public MessageBuilder integer(String name, long value) {
            return bin(name, 1, longBytes(value));
        }

        public MessageBuilder real(String name, double value) {
            return bin(name, 2, longBytes(Double.doubleToRawLongBits(value)));
        }

        public MessageBuilder string(String name, String value) {
            return bin(name, 3, value.getBytes(StandardCharsets.UTF_8));
        }

        public MessageBuilder bool(String name, boolean value) {
            return bin(name, 17, new byte[] {(byte) (value ? 1 : 0)});
        }

        public byte[] bytes() {
            byte[] header = ByteBuffer.allocate(22)
                    .put((byte) headerSize)
                    .put((byte) 0)
                    .put((byte) 0)
                    .put((byte) info3)
                    .put((byte) 0)
                    .put((byte) result)
                    .putInt(generation)
                    .putInt(voidTime)
                    .putInt(batchIndex)
                    .putShort((short) (fieldCount < 0 ? fields.size() : fieldCount))
                    .putShort((short) (opCount < 0 ? ops.size() : opCount))
                    .array();
            return concat(header, concat(fields.toArray(new byte[0][])), concat(ops.toArray(new byte[0][])));
        }
    }

    public static byte[] longBytes(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }
}
