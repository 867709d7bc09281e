package io.aeroarrow.files.internal.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/** Finds the damaged page of a row group that cannot be read, for the error. Reads the row group again, page by page. */
final class DamagedPage {

    /** Larger columns of a row group are not read again. */
    private static final long MAX_BYTES = 256L << 20;

    private final ColumnChunkMetaData chunk;
    private final byte[] bytes;
    private int page;
    private int start;

    private DamagedPage(ColumnChunkMetaData chunk, byte[] bytes) {
        this.chunk = chunk;
        this.bytes = bytes;
    }

    /** Returns the column, page and byte of the file that are damaged, and how; empty if all pages look complete. */
    static Optional<String> find(Path path, BlockMetaData group) {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            for (ColumnChunkMetaData chunk : group.getColumns()) {
                Optional<String> found = find(file, chunk);
                if (found.isPresent()) {
                    return found;
                }
            }
        } catch (IOException e) {
            return Optional.empty(); // The caller has an error to report already.
        }
        return Optional.empty();
    }

    private static Optional<String> find(FileChannel file, ColumnChunkMetaData chunk) throws IOException {
        long start = chunk.getStartingPos();
        long size = chunk.getTotalSize();
        String column = "column " + chunk.getPath().toDotString();
        if (start < 0 || size < 0 || start > file.size() - size) {
            return Optional.of(column + ": the footer says that it has " + size + " bytes from byte " + start
                    + " on, but the file has " + file.size() + " bytes");
        }
        if (size > MAX_BYTES) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) size);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, start + buffer.position()) < 0) {
                return Optional.of(column + ": the file ends within it");
            }
        }
        DamagedPage pages = new DamagedPage(chunk, buffer.array());
        return pages.problem()
                .map(problem -> column + ", page " + pages.page + " (byte " + (start + pages.start) + "): " + problem);
    }

    /** Reads pages until one is damaged. */
    private Optional<String> problem() {
        long values = 0;
        int next = 0;
        while (next < bytes.length) {
            page++;
            start = next;
            PageHeader header;
            int headerBytes;
            try {
                ByteArrayInputStream rest = new ByteArrayInputStream(bytes, start, bytes.length - start);
                header = Util.readPageHeader(rest);
                headerBytes = bytes.length - start - rest.available();
            } catch (IOException | RuntimeException e) {
                return Optional.of("its header is damaged");
            }
            int size = header.getCompressed_page_size();
            int data = start + headerBytes;
            if (size < 0 || size > bytes.length - data) {
                return Optional.of(
                        "it has " + size + " bytes, but its column has only " + (bytes.length - data) + " more");
            }
            if (header.isSetCrc() && header.getCrc() != crc(data, size)) {
                return Optional.of("its checksum does not match");
            }
            values += values(header);
            next = data + size;
        }
        return values == chunk.getValueCount()
                ? Optional.empty()
                : Optional.of(
                        "the pages up to here have " + values + " values; the footer names " + chunk.getValueCount());
    }

    private int crc(int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static long values(PageHeader header) {
        if (header.isSetData_page_header()) {
            return header.getData_page_header().getNum_values();
        }
        return header.isSetData_page_header_v2()
                ? header.getData_page_header_v2().getNum_values()
                : 0;
    }
}
