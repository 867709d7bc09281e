package io.aeroarrow.files.internal.ipc;

import io.aeroarrow.files.format.ArrowFileException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.util.TransferPair;

/**
 * Writes an Arrow file whose dictionaries may grow from batch to batch; new entries are written as a delta dictionary.
 * Arrow's writer ignores them. The file format, unlike the stream format, cannot hold a dictionary that is replaced.
 */
final class DeltaDictionaryFileWriter extends ArrowFileWriter {

    /** The entries of a dictionary that are written, and their hash. */
    private record Prefix(int length, long hash) {}

    private final Map<Long, Prefix> written = new HashMap<>();

    DeltaDictionaryFileWriter(ArrowReader source, OutputStreamChannel channel, CodecType codec) throws IOException {
        super(
                source.getVectorSchemaRoot(),
                source,
                channel,
                Map.of(),
                IpcOption.DEFAULT,
                IpcFiles.factory(codec),
                codec,
                Optional.empty());
    }

    @Override
    protected void ensureDictionariesWritten(DictionaryProvider provider, Set<Long> ids) throws IOException {
        for (long id : ids) {
            FieldVector dictionary = provider.lookup(id).getVector();
            int length = dictionary.getValueCount();
            Prefix before = written.get(id);
            if (before == null) {
                writePart(id, dictionary, 0, length, false);
            } else if (length < before.length() || hash(dictionary, before.length()) != before.hash()) {
                throw new ArrowFileException(
                        "dictionary " + id + " has changed between two batches. An Arrow file supports new entries"
                                + " only; write an Arrow stream or Parquet");
            } else if (length > before.length()) {
                writePart(id, dictionary, before.length(), length - before.length(), true);
            }
            written.put(id, new Prefix(length, hash(dictionary, length)));
        }
    }

    private void writePart(long id, FieldVector dictionary, int start, int length, boolean delta) throws IOException {
        TransferPair part = dictionary.getTransferPair(dictionary.getAllocator());
        part.splitAndTransfer(start, length);
        FieldVector values = (FieldVector) part.getTo();
        try (VectorSchemaRoot root = VectorSchemaRoot.of(values);
                ArrowDictionaryBatch batch =
                        new ArrowDictionaryBatch(id, new VectorUnloader(root).getRecordBatch(), delta)) {
            writeDictionaryBatch(batch);
        }
    }

    private static long hash(FieldVector dictionary, int length) {
        long hash = 1;
        for (int i = 0; i < length; i++) {
            hash = hash * 0x9E3779B97F4A7C15L + dictionary.hashCode(i);
        }
        return hash;
    }
}
