package io.aeroarrow.files.ipc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.ipc.ArrowReader;

/**
 * Arrow's codecs, of which a reader knows what they have handled: when a buffer turns out to be corrupt, Arrow's loader
 * forgets it, and those before it of the same vector.
 */
final class Decompression implements CompressionCodec.Factory {

    /** The most that a byte becomes: of a long run in LZ4; of a block of 128 KiB of the same byte, in four bytes, in Zstandard. */
    private static final long MOST_BY_LZ4 = 255;

    private static final long MOST_BY_ZSTD = 32 << 10;

    private final List<ArrowBuf> handled = new ArrayList<>();

    @Override
    public CompressionCodec createCodec(CodecType type) {
        return new Remembering(CommonsCompressionFactory.INSTANCE.createCodec(type));
    }

    @Override
    public CompressionCodec createCodec(CodecType type, int level) {
        return new Remembering(CommonsCompressionFactory.INSTANCE.createCodec(type, level));
    }

    /**
     * Loads a batch, whose buffers become those of vectors.
     *
     * @param giveBack clears the vectors, of a batch that cannot be loaded whole
     */
    void load(Runnable loading, Runnable giveBack) {
        try {
            loading.run();
            handled.clear();
        } catch (RuntimeException e) {
            giveBack.run();
            releaseHandled();
            throw e;
        }
    }

    /** With the vectors cleared, nobody else can still hold any of them. */
    private void releaseHandled() {
        for (ArrowBuf buffer : handled) {
            int references = buffer.getReferenceManager().getRefCount();
            if (references > 0) {
                buffer.getReferenceManager().release(references);
            }
        }
        handled.clear();
    }

    /** Clears the vectors of a reader that has its root already. */
    static void clearRoot(ArrowReader reader) {
        try {
            reader.getVectorSchemaRoot().clear();
        } catch (IOException e) {
            throw new UncheckedIOException("a root that was there is gone", e);
        }
    }

    private static long littleEndian(long inMemory) {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? inMemory : Long.reverseBytes(inMemory);
    }

    private final class Remembering implements CompressionCodec {
        private final CompressionCodec codec;

        Remembering(CompressionCodec codec) {
            this.codec = codec;
        }

        @Override
        public ArrowBuf compress(BufferAllocator allocator, ArrowBuf plain) {
            return codec.compress(allocator, plain);
        }

        @Override
        public ArrowBuf decompress(BufferAllocator allocator, ArrowBuf compressed) {
            handled.add(compressed);
            checkLength(compressed);
            ArrowBuf plain = codec.decompress(allocator, compressed);
            handled.add(plain);
            return plain;
        }

        /** It is allocated before anything is decompressed. */
        private void checkLength(ArrowBuf compressed) {
            long bytes = compressed.writerIndex() - CompressionUtil.SIZE_OF_UNCOMPRESSED_LENGTH;
            if (bytes < 0) {
                throw new IllegalArgumentException(
                        "a compressed buffer takes " + compressed.writerIndex() + " bytes, and its length alone 8");
            }
            long most = bytes * (getCodecType() == CodecType.ZSTD ? MOST_BY_ZSTD : MOST_BY_LZ4);
            long plain = littleEndian(compressed.getLong(0));
            if (plain != CompressionUtil.NO_COMPRESSION_LENGTH && (plain < 0 || plain > most)) {
                throw new IllegalArgumentException("a compressed buffer of " + bytes + " bytes says that it becomes "
                        + plain + ", which no buffer can");
            }
        }

        @Override
        public CodecType getCodecType() {
            return codec.getCodecType();
        }
    }
}
