package io.aeroarrow.internal.arrow.read;

import io.aeroarrow.arrow.Lookup;
import io.aeroarrow.arrow.read.BatchReadResult;
import io.aeroarrow.arrow.read.LookupBatches;
import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.arrow.check.ArrowMemory;
import io.aeroarrow.internal.arrow.decode.RecordAppender;
import io.aeroarrow.internal.arrow.schema.RequestedValues;
import io.aeroarrow.internal.arrow.write.KeyColumn;
import io.aeroarrow.internal.arrow.write.KeyDigests;
import io.aeroarrow.internal.batch.BatchReadSpec;
import io.aeroarrow.internal.batch.KeyedAnswerConsumer;
import io.aeroarrow.internal.client.CursorClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Reads the records of keys, into one root or in batches. It reads one window of keys at a time, which bounds the memory
 * of early answers. The windows of a batch end where its bytes are expected to end; an answer beyond that ends the batch
 * at once.
 */
public final class BatchReader implements LookupBatches {

    /** How many keys are in flight at a time, with their digests and answers in memory. */
    private static final int WINDOW = 32 * KeyDigests.STEP;

    /** A batch ends when less than this part of it is left: a request for a few keys costs as much as one for many. */
    private static final int LEAST_PART = 8;

    private final CursorClient client;
    private final BufferAllocator allocator;
    private final ReadOptions options;
    private final BatchReadSpec spec;
    private final boolean onlyFound;
    private final Schema schema;
    private final RequestedValues requested;
    private final KeyColumn keys;
    private final KeyDigests digests;
    private final ArrowBuf setName;
    private final int setLength;
    private int nextKey;
    /** The size of the answers. */
    private long bytes;

    private BatchReader(
            CursorClient client,
            BufferAllocator allocator,
            ReadOptions options,
            LookupSpec lookup,
            KeyColumn keys,
            Schema schema) {
        this.client = client;
        this.allocator = allocator;
        this.options = options;
        this.onlyFound = lookup.onlyFound();
        this.schema = schema;
        this.requested = MapReductionRule.forLookup(
                client,
                lookup.namespace(),
                lookup.set(),
                onlyFound ? schema : withResultCode(schema),
                options.mapReduction());
        this.keys = keys;
        spec = new BatchReadSpec(
                lookup.namespace(),
                lookup.set(),
                requested.bins(),
                requested.expressions(),
                lookup.filter(),
                options.routing(),
                options.lookupTimeouts(),
                options.maxKeysPerRequest());
        byte[] set = spec.set().getBytes(StandardCharsets.UTF_8);
        setLength = set.length;
        setName = allocator.buffer(Math.max(1, setLength));
        try {
            setName.setBytes(0, set);
            digests = new KeyDigests(spec.set(), Math.min(WINDOW, Math.max(1, keys.size())), allocator);
        } catch (RuntimeException e) {
            setName.close();
            throw e;
        }
    }

    /** Starts to read the records of keys in batches, as {@link Lookup#batches} describes. */
    public static BatchReader open(
            CursorClient client,
            BufferAllocator allocator,
            ReadOptions options,
            LookupSpec lookup,
            FieldVector keys,
            Schema schema) {
        KeyColumn column = KeyColumn.of(keys, lookup.keyDictionaries(), allocator);
        try {
            return new BatchReader(client, allocator, options, lookup, column, schema);
        } catch (RuntimeException e) {
            column.close();
            throw e;
        }
    }

    /** Reads the records of keys, as {@link Lookup#result} describes. */
    public static BatchReadResult read(
            CursorClient client,
            BufferAllocator allocator,
            ReadOptions options,
            LookupSpec lookup,
            FieldVector keys,
            Schema schema) {
        try (BatchReader reader = open(client, allocator, options, lookup, keys, schema)) {
            return reader.read(reader.keys.size(), Long.MAX_VALUE);
        }
    }

    @Override
    public Optional<BatchReadResult> next() {
        return nextKey == keys.size() ? Optional.empty() : Optional.of(read(options.batchRows(), options.batchBytes()));
    }

    @Override
    public int keysRead() {
        return nextKey;
    }

    private BatchReadResult read(int maxRows, long maxBytes) {
        DictionaryProvider.MapDictionaryProvider dictionaries = new DictionaryProvider.MapDictionaryProvider();
        Schema inMemory = withDictionaries(onlyFound ? schema : withResultCode(schema), dictionaries, allocator);
        VectorSchemaRoot root = VectorSchemaRoot.create(inMemory, allocator);
        try {
            RecordAppender.Source source =
                    new RecordAppender.Source(spec.namespace(), spec.set(), options.onMismatch());
            int rows = Math.max(1, Math.min(maxRows, keys.size() - nextKey));
            RecordAppender appender = new RecordAppender(root, dictionaries, source, requested, rows, maxBytes);
            return new BatchReadResult(root, dictionaries, readWindows(appender, maxBytes));
        } catch (RuntimeException e) {
            new BatchReadResult(root, dictionaries, ReadMetrics.NONE).close();
            throw e;
        }
    }

    private ReadMetrics readWindows(RecordAppender appender, long maxBytes) {
        long bytesBefore = bytes;
        appender.startBatch();
        while (nextKey < keys.size() && !appender.isFull() && maxBytes - appender.bytes() >= maxBytes / LEAST_PART) {
            readWindow(windowSize(appender, maxBytes), appender, maxBytes);
        }
        appender.finishBatch();
        return ReadMetrics.NONE
                .withRows(appender.rows())
                .withBytes(bytes - bytesBefore)
                .withBatches(1)
                .withMismatches(appender.mismatchesByColumn());
    }

    private int windowSize(RecordAppender appender, long maxBytes) {
        int most = Math.min(Math.min(WINDOW, keys.size() - nextKey), appender.room());
        long bytesPerKey = nextKey == 0 ? client.bytesPerKey() : bytes / nextKey;
        long fitting = (maxBytes - appender.bytes()) / Math.max(1, bytesPerKey);
        return (int) Math.max(1, Math.min(most, fitting));
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

    private void readWindow(int count, RecordAppender appender, long maxBytes) {
        int from = nextKey;
        digests.startAt(from);
        client.batchRead(spec, count, key -> digests.address(keys, from + key), new KeyedAnswerConsumer() {
            @Override
            public void accept(int firstKey, RecordBlock answers) {
                int fitting = fitting(answers, maxBytes - appender.bytes());
                answers.retain(i -> i < fitting);
                append(from + firstKey, answers, appender);
                nextKey = from + firstKey + fitting;
            }

            @Override
            public boolean isFull() {
                return appender.isFull();
            }
        });
    }

    /** How many answers fit, with the one that crosses the limit. */
    private static int fitting(RecordBlock answers, long most) {
        if (answers.bytes() <= most) {
            return answers.size();
        }
        int count = 0;
        for (long left = most; left > 0; count++) {
            left -= answers.get(count).length();
        }
        return count;
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
        keys.close();
    }
}
