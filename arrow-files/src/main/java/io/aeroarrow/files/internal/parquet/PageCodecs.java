package io.aeroarrow.files.internal.parquet;

import com.github.luben.zstd.Zstd;
import io.aeroarrow.files.format.FileCompression;
import io.airlift.compress.lz4.Lz4Decompressor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.brotli.dec.BrotliInputStream;
import org.xerial.snappy.Snappy;

/** Compresses pages with the codec libraries directly. The codecs of parquet-java need Hadoop. */
final class PageCodecs implements CompressionCodecFactory {

    static CompressionCodecName name(FileCompression compression) {
        return switch (compression) {
            case NONE -> CompressionCodecName.UNCOMPRESSED;
            case ZSTD -> CompressionCodecName.ZSTD;
            case SNAPPY -> CompressionCodecName.SNAPPY;
            case GZIP -> CompressionCodecName.GZIP;
            case LZ4 -> throw new IllegalArgumentException("Parquet files do not support " + compression);
        };
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return new Compressor(known(codec));
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return new Decompressor(known(codec));
    }

    private static CompressionCodecName known(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED, ZSTD, SNAPPY, GZIP, LZ4_RAW, BROTLI -> codec;
            default ->
                throw new IllegalArgumentException("pages are compressed with " + codec
                        + ", which is not supported. Rewrite the file with ZSTD, SNAPPY, GZIP, LZ4_RAW, BROTLI"
                        + " or no compression");
        };
    }

    private static byte[] array(BytesInput bytes) throws IOException {
        ByteArrayOutputStream array = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
        bytes.writeAllTo(array);
        return array.toByteArray();
    }

    @Override
    public void release() {
        // Holds no resources.
    }

    private record Compressor(CompressionCodecName codec) implements BytesInputCompressor {

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            return switch (codec) {
                case LZ4_RAW, BROTLI -> throw new IOException("pages of " + codec + " are only read; write ZSTD");
                case ZSTD -> BytesInput.from(Zstd.compress(array(bytes)));
                case SNAPPY -> BytesInput.from(Snappy.compress(array(bytes)));
                case GZIP -> {
                    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
                    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
                        bytes.writeAllTo(gzip);
                    }
                    yield BytesInput.from(zipped.toByteArray());
                }
                default -> bytes;
            };
        }

        @Override
        public CompressionCodecName getCodecName() {
            return codec;
        }

        @Override
        public void release() {
            // Holds no resources.
        }
    }

    private record Decompressor(CompressionCodecName codec) implements BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            return BytesInput.from(decompress(array(bytes), size));
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int size) throws IOException {
            byte[] bytes = new byte[compressedSize];
            input.get(bytes);
            output.put(decompress(bytes, size));
        }

        private byte[] decompress(byte[] bytes, int size) throws IOException {
            byte[] plain = switch (codec) {
                case ZSTD -> Zstd.decompress(bytes, size);
                case SNAPPY -> Snappy.uncompress(bytes);
                case LZ4_RAW -> lz4(bytes, size);
                case BROTLI -> {
                    try (InputStream plainBytes = new BrotliInputStream(new ByteArrayInputStream(bytes))) {
                        yield plainBytes.readNBytes(size);
                    }
                }
                case GZIP -> {
                    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                        yield gzip.readNBytes(size);
                    }
                }
                default -> bytes;
            };
            if (plain.length != size) {
                throw new IOException("a page has " + plain.length + " bytes; its header declares " + size);
            }
            return plain;
        }

        private static byte[] lz4(byte[] bytes, int size) throws IOException {
            byte[] plain = new byte[size];
            try {
                int length = new Lz4Decompressor().decompress(bytes, 0, bytes.length, plain, 0, size);
                return length == size ? plain : Arrays.copyOf(plain, length);
            } catch (RuntimeException e) {
                throw new IOException("a page of LZ4_RAW is corrupt: " + e.getMessage(), e);
            }
        }

        @Override
        public void release() {
            // Holds no resources.
        }
    }
}
