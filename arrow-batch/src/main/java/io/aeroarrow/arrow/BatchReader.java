package io.aeroarrow.arrow;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.BatchAnswers;
import io.aeroarrow.client.BatchReadSpec;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.protocol.KeyDigester;
import io.aeroarrow.protocol.RecordCursor;
import io.aeroarrow.vector.Metadata;
import io.aeroarrow.vector.ReadSchema;
import io.aeroarrow.vector.RecordAppender;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Looks up keys into one root. It goes by windows of keys: all answers of a window are taken in and stay in the buffers
 * they came in, then they are decoded from there in the order of the keys.
 */
final class BatchReader implements AutoCloseable {

    /** How many keys are under way at once; their answers are held in memory until all of them are there. */
    private static final int WINDOW = 16_384;

    private final AeroArrowClient client;
    private final BatchReadSpec spec;
    private final KeyColumn keys;
    private final KeyDigester digester;
    private final ArrowBuf digests;
    private final ArrowBuf setName;
    private final int setLength;

    private BatchReader(AeroArrowClient client, BatchReadSpec spec, KeyColumn keys, BufferAllocator allocator) {
        this.client = client;
        this.spec = spec;
        this.keys = keys;
        this.digester = new KeyDigester(spec.set());
        byte[] set = spec.set().getBytes(StandardCharsets.UTF_8);
        setLength = set.length;
        setName = allocator.buffer(Math.max(1, setLength));
        setName.setBytes(0, set);
        digests = allocator.buffer((long) Math.min(WINDOW, Math.max(1, keys.size())) * KeyDigester.DIGEST_SIZE);
    }

    /** Reads; see {@link AeroArrow#batchRead}. */
    static VectorSchemaRoot read(
            AeroArrowClient client,
            BufferAllocator allocator,
            ReadOptions options,
            String namespace,
            String set,
            FieldVector keys,
            Schema schema) {
        BinSelection bins = ReadSchema.bins(schema);
        BatchReadSpec spec = new BatchReadSpec(
                namespace, set, bins, options.routing(), options.lookupTimeouts(), options.maxKeysPerRequest());
        VectorSchemaRoot root = VectorSchemaRoot.create(withResultCode(schema), allocator);
        try (KeyColumn column = KeyColumn.of(keys, allocator);
                BatchReader reader = new BatchReader(client, spec, column, allocator)) {
            RecordAppender.Source source = new RecordAppender.Source(namespace, set, options.onMismatch());
            RecordAppender appender = new RecordAppender(root, source, Math.max(1, column.size()), Long.MAX_VALUE);
            appender.startBatch();
            for (int from = 0; from < column.size(); from += WINDOW) {
                reader.readWindow(from, Math.min(WINDOW, column.size() - from), appender);
            }
            appender.finishBatch();
            return root;
        } catch (RuntimeException e) {
            root.close();
            throw e;
        }
    }

    private static Schema withResultCode(Schema schema) {
        if (schema.getFields().stream().anyMatch(field -> Metadata.named(field.getName()) == Metadata.RESULT_CODE)) {
            return schema;
        }
        List<Field> fields = new ArrayList<>(schema.getFields());
        fields.add(Metadata.RESULT_CODE.field());
        return new Schema(fields, schema.getCustomMetadata());
    }

    private void readWindow(int from, int count, RecordAppender appender) {
        long base = digests.memoryAddress();
        for (int i = 0; i < count; i++) {
            keys.digest(from + i, digester, base + (long) i * KeyDigester.DIGEST_SIZE);
        }
        try (BatchAnswers answers = client.batchRead(spec, base, count)) {
            for (int i = 0; i < count; i++) {
                RecordCursor answer = answers.answer(i);
                answer.completeDigest(base + (long) i * KeyDigester.DIGEST_SIZE);
                keys.completeKey(from + i, answer);
                answer.completeSet(setName.memoryAddress(), setLength);
                appender.append(answer);
            }
        }
    }

    @Override
    public void close() {
        digests.close();
        setName.close();
    }
}
