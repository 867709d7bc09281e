package io.aeroarrow.internal.arrow.read;

import io.aeroarrow.arrow.Lookup;
import io.aeroarrow.arrow.read.BatchReadResult;
import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.arrow.check.ArrowMemory;
import io.aeroarrow.internal.arrow.decode.RecordAppender;
import io.aeroarrow.internal.arrow.schema.SchemaBins;
import io.aeroarrow.internal.arrow.write.KeyColumn;
import io.aeroarrow.internal.arrow.write.KeyDigests;
import io.aeroarrow.internal.batch.BatchReadSpec;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.model.BinSelection;
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
 * Reads the records of keys into one root. It reads one window of keys at a time, which bounds the memory of early
 * answers.
 */
public final class BatchReader implements AutoCloseable {

    /** How many keys are in flight at a time, with their digests and answers in memory. */
    private static final int WINDOW = 32 * KeyDigests.STEP;

    private final CursorClient client;
    private final BatchReadSpec spec;
    private final boolean onlyFound;
    private final KeyColumn keys;
    private final KeyDigests digests;
    private final ArrowBuf setName;
    private final int setLength;
    /** The size of the answers. */
    private long bytes;

    private BatchReader(
            CursorClient client, BatchReadSpec spec, boolean onlyFound, KeyColumn keys, BufferAllocator allocator) {
        this.client = client;
        this.spec = spec;
        this.onlyFound = onlyFound;
        this.keys = keys;
        byte[] set = spec.set().getBytes(StandardCharsets.UTF_8);
        setLength = set.length;
        setName = allocator.buffer(Math.max(1, setLength));
        setName.setBytes(0, set);
        digests = new KeyDigests(spec.set(), Math.min(WINDOW, Math.max(1, keys.size())), allocator);
    }

    /** Reads the records of keys, as {@link Lookup#result} describes. */
    public static BatchReadResult read(
            CursorClient client,
            BufferAllocator allocator,
            ReadOptions options,
            LookupSpec lookup,
            FieldVector keys,
            Schema schema) {
        BinSelection bins = SchemaBins.bins(schema);
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
        appender.startBatch();
        for (int from = 0; from < keys.size(); from += WINDOW) {
            readWindow(from, Math.min(WINDOW, keys.size() - from), appender);
        }
        appender.finishBatch();
        return ReadMetrics.NONE
                .withRows(appender.rows())
                .withBytes(bytes)
                .withBatches(1)
                .withMismatches(appender.mismatchesByColumn());
    }

    /**
     * Replaces the type of dictionary-encoded fields by the type of their indexes, and creates the empty dictionaries.
     */
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
        if (schema.getFields().stream()
                .anyMatch(field -> MetadataColumn.named(field.getName()) == MetadataColumn.RESULT_CODE)) {
            return schema;
        }
        List<Field> fields = new ArrayList<>(schema.getFields());
        fields.add(MetadataColumn.RESULT_CODE.field());
        return new Schema(fields, schema.getCustomMetadata());
    }

    private void readWindow(int from, int count, RecordAppender appender) {
        digests.startAt(from);
        client.batchRead(
                spec,
                count,
                key -> digests.address(keys, from + key),
                (firstKey, answers) -> append(from + firstKey, answers, appender));
    }

    private void append(int firstKey, RecordBlock answers, RecordAppender appender) {
        for (int i = 0; i < answers.size(); i++) {
            RecordCursor answer = answers.get(i);
            bytes += answer.length();
            answer.completeDigest(digests.address(keys, firstKey + i));
            keys.completeKey(firstKey + i, answer);
            answer.completeSet(ArrowMemory.address(setName), setLength);
        }
        if (onlyFound) {
            answers.retain(i -> isFound(firstKey + i, answers.get(i)));
        }
        appender.append(answers);
    }

    private boolean isFound(int key, RecordCursor answer) {
        int code = answer.resultCode();
        if (ResultCode.OK.is(code)) {
            return true;
        }
        if (ResultCode.NOT_FOUND.is(code) || ResultCode.FILTERED_OUT.is(code)) {
            return false;
        }
        // The answer of servers for a digest whose record is in another set.
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
