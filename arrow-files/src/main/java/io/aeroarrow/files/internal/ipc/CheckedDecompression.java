package io.aeroarrow.files.internal.ipc;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;

/**
 * Arrow's codecs with a check of the declared length. It tracks the buffers of a batch, because Arrow's loader leaks a
 * corrupt buffer and the earlier buffers of its vector.
 */
final class CheckedDecompression implements CompressionCodec.Factory {

    /** The highest ratio of LZ4: each byte of a long run adds 255. */
    private static final long MAX_RATIO_LZ4 = 255;

    /** The highest ratio of Zstandard: a block of 128 KiB of one repeated byte takes 4 bytes. */
    private static final long MAX_RATIO_ZSTD = 32 << 10;

    private final List<ArrowBuf> buffers = new ArrayList<>();

    @Override
    public CompressionCodec createCodec(CodecType type) {
        return new CheckedCodec(CommonsCompressionFactory.INSTANCE.createCodec(type));
    }

    @Override
    public CompressionCodec createCodec(CodecType type, int level) {
        return new CheckedCodec(CommonsCompressionFactory.INSTANCE.createCodec(type, level));
    }

    /**
     * Loads a batch, whose buffers the vectors take over. If loading fails, releases every buffer of the batch.
     *
     * @param clearing clears the vectors after a failure
     */
    void load(Runnable loading, Runnable clearing) {
        try {
            loading.run();
            buffers.clear();
        } catch (RuntimeException e) {
            clearing.run();
            releaseAll();
            throw e;
        }
    }

    /** The vectors are cleared, so the remaining references belong to the failed load. */
    private void releaseAll() {
        for (ArrowBuf buffer : buffers) {
            int references = buffer.getReferenceManager().getRefCount();
            if (references > 0) {
                buffer.getReferenceManager().release(references);
            }
        }
        buffers.clear();
    }

    private static long littleEndian(long inMemory) {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? inMemory : Long.reverseBytes(inMemory);
    }

    private final class CheckedCodec implements CompressionCodec {
        private final CompressionCodec codec;

        CheckedCodec(CompressionCodec codec) {
            this.codec = codec;
        }

        @Override
        public ArrowBuf compress(BufferAllocator allocator, ArrowBuf plain) {
            return codec.compress(allocator, plain);
        }

        @Override
        public ArrowBuf decompress(BufferAllocator allocator, ArrowBuf compressed) {
            buffers.add(compressed);
            checkLength(compressed);
            ArrowBuf plain = codec.decompress(allocator, compressed);
            buffers.add(plain);
            return plain;
        }

        /** A corrupt length must not be allocated. */
        private void checkLength(ArrowBuf compressed) {
            long bytes = compressed.writerIndex() - CompressionUtil.SIZE_OF_UNCOMPRESSED_LENGTH;
            if (bytes < 0) {
                throw new IllegalArgumentException(
                        "a compressed buffer has " + compressed.writerIndex() + " bytes; it needs at least 8");
            }
            long max = bytes * (getCodecType() == CodecType.ZSTD ? MAX_RATIO_ZSTD : MAX_RATIO_LZ4);
            long plain = littleEndian(compressed.getLong(0));
            if (plain != CompressionUtil.NO_COMPRESSION_LENGTH && (plain < 0 || plain > max)) {
                throw new IllegalArgumentException("a compressed buffer of " + bytes + " bytes declares " + plain
                        + " decompressed bytes; the codec allows at most " + max);
            }
        }

        @Override
        public CodecType getCodecType() {
            return codec.getCodecType();
        }
    }
}
