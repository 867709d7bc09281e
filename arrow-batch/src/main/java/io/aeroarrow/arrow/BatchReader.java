package io.aeroarrow.arrow;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.BatchAnswers;
import io.aeroarrow.client.BatchReadSpec;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.ResultCode;
import io.aeroarrow.model.ServerErrorException;
import io.aeroarrow.protocol.BulkKeyDigester;
import io.aeroarrow.protocol.KeyDigester;
import io.aeroarrow.protocol.RecordCursor;
import io.aeroarrow.vector.Metadata;
import io.aeroarrow.vector.ReadSchema;
import io.aeroarrow.vector.RecordAppender;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;

/**
 * Looks up keys into one root. It goes by windows of keys: the answers of a window stay in the buffers they came in, and are
 * decoded from there in the order of the keys, while those behind them are still on their way.
 */
final class BatchReader implements AutoCloseable {

    /** How many keys are under way at once; their answers are held in memory until all of them are there. */
    private static final int WINDOW = 16_384;

    private final AeroArrowClient client;
    private final BatchReadSpec spec;
    private final boolean onlyFound;
    private final KeyColumn keys;
    private final BulkKeyDigester digester;
    private final ArrowBuf digests;
    private final ArrowBuf setName;
    private final int setLength;

    private BatchReader(
            AeroArrowClient client, BatchReadSpec spec, boolean onlyFound, KeyColumn keys, BufferAllocator allocator) {
        this.client = client;
        this.spec = spec;
        this.onlyFound = onlyFound;
        this.keys = keys;
        this.digester = new BulkKeyDigester(spec.set());
        byte[] set = spec.set().getBytes(StandardCharsets.UTF_8);
        setLength = set.length;
        setName = allocator.buffer(Math.max(1, setLength));
        setName.setBytes(0, set);
        digests = allocator.buffer((long) Math.min(WINDOW, Math.max(1, keys.size())) * KeyDigester.DIGEST_SIZE);
    }

    /** Reads; see {@link Lookup#result}. */
    static BatchReadResult read(
            AeroArrowClient client,
            BufferAllocator allocator,
            ReadOptions options,
            LookupSpec lookup,
            FieldVector keys,
            Schema schema) {
        BinSelection bins = ReadSchema.bins(schema);
        BatchReadSpec spec = new BatchReadSpec(
                lookup.namespace(),
                lookup.set(),
                bins,
                lookup.filter(),
                options.routing(),
                options.lookupTimeouts(),
                options.maxKeysPerRequest());
        DictionaryProvider.MapDictionaryProvider dictionaries = new DictionaryProvider.MapDictionaryProvider();
        Schema inMemory =
                withDictionaries(lookup.onlyFound() ? schema : withResultCode(schema), dictionaries, allocator);
        VectorSchemaRoot root = VectorSchemaRoot.create(inMemory, allocator);
        try (KeyColumn column = KeyColumn.of(keys, lookup.keyDictionaries(), allocator);
                BatchReader reader = new BatchReader(client, spec, lookup.onlyFound(), column, allocator)) {
            RecordAppender.Source source =
                    new RecordAppender.Source(spec.namespace(), spec.set(), options.onMismatch());
            int rows = Math.max(1, column.size());
            RecordAppender appender = new RecordAppender(root, dictionaries, source, rows, Long.MAX_VALUE);
            return new BatchReadResult(root, dictionaries, reader.readAll(appender));
        } catch (RuntimeException e) {
            new BatchReadResult(root, dictionaries, ReadMetrics.NONE).close();
            throw e;
        }
    }

    private ReadMetrics readAll(RecordAppender appender) {
        long bytes = 0;
        appender.startBatch();
        for (int from = 0; from < keys.size(); from += WINDOW) {
            bytes += readWindow(from, Math.min(WINDOW, keys.size() - from), appender);
        }
        appender.finishBatch();
        return new ReadMetrics(appender.rows(), bytes, 1, 0, 0, 0, appender.mismatchesByColumn());
    }

    /** Fields that are encoded by a dictionary hold numbers in memory; the dictionaries are made, empty. */
    private static Schema withDictionaries(
            Schema schema, DictionaryProvider.MapDictionaryProvider dictionaries, BufferAllocator allocator) {
        Map<Long, Dictionary> byId = new HashMap<>();
        List<Field> fields = schema.getFields().stream()
                .map(field -> DictionaryUtility.toMemoryFormat(field, allocator, byId))
                .toList();
        byId.values().forEach(dictionaries::put);
        return new Schema(fields, schema.getCustomMetadata());
    }

    private static Schema withResultCode(Schema schema) {
        if (schema.getFields().stream().anyMatch(field -> Metadata.named(field.getName()) == Metadata.RESULT_CODE)) {
            return schema;
        }
        List<Field> fields = new ArrayList<>(schema.getFields());
        fields.add(Metadata.RESULT_CODE.field());
        return new Schema(fields, schema.getCustomMetadata());
    }

    /** The bytes of the answers. */
    private long readWindow(int from, int count, RecordAppender appender) {
        long base = digests.memoryAddress();
        for (int i = 0; i < count; i++) {
            keys.digest(from + i, digester, base + (long) i * KeyDigester.DIGEST_SIZE);
        }
        digester.finish();
        Window window = new Window(from, count, appender);
        try (BatchAnswers answers = client.batchRead(spec, base, count, window::takeUp)) {
            window.takeUp(answers);
        }
        return window.bytes;
    }

    /** Appends answers in the order of the keys: each as soon as it and all before it are there. */
    private final class Window {
        private final int from;
        private final int count;
        private final RecordAppender appender;
        private int next;
        private long bytes;

        Window(int from, int count, RecordAppender appender) {
            this.from = from;
            this.count = count;
            this.appender = appender;
        }

        void takeUp(BatchAnswers answers) {
            while (next < count && answers.isThere(next)) {
                append(next, answers.answer(next));
                next++;
            }
        }

        private void append(int i, RecordCursor answer) {
            bytes += answer.length();
            if (onlyFound && !isFound(from + i, answer)) {
                return;
            }
            answer.completeDigest(digests.memoryAddress() + (long) i * KeyDigester.DIGEST_SIZE);
            keys.completeKey(from + i, answer);
            answer.completeSet(setName.memoryAddress(), setLength);
            appender.append(answer);
        }
    }

    private boolean isFound(int key, RecordCursor answer) {
        int code = answer.resultCode();
        if (ResultCode.OK.is(code)) {
            return true;
        }
        if (ResultCode.NOT_FOUND.is(code) || ResultCode.FILTERED_OUT.is(code)) {
            return false;
        }
        // So servers call a record that is in another set than was asked for; only a digest can lead there.
        if (keys.areDigests() && ResultCode.PARAMETER.is(code)) {
            return false;
        }
        throw ServerErrorException.of(
                code, "key " + key + " of a batch read of " + spec.namespace() + "." + spec.set());
    }

    @Override
    public void close() {
        digests.close();
        setName.close();
    }
}
