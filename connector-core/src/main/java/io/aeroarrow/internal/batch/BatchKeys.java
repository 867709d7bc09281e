package io.aeroarrow.internal.batch;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.answer.RecordDecoder;
import io.aeroarrow.internal.answer.RecordReader;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.record.ServerErrors;
import io.aeroarrow.internal.request.BatchCommands;
import io.aeroarrow.model.Key;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.operation.BatchResult;
import io.aeroarrow.policy.BatchPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The state of each key of a batch: where its answer is, or why it has none. A key belongs to one request at a time, so
 * that answers need no lock; state shared by several requests has one.
 */
final class BatchKeys implements AnswerConsumer, AutoCloseable {

    private final BatchCommands commands;
    /** The address of each key's answer; 0 if it has none. */
    private final long[] addresses;

    private final @Nullable AeroArrowException[] failures;
    private final Map<Integer, List<AeroArrowException>> earlier = new HashMap<>();
    private final BitSet inDoubtKeys = new BitSet();
    private final List<RecordDecoder> memory = new ArrayList<>();

    BatchKeys(BatchCommands commands) {
        this.commands = commands;
        addresses = new long[commands.count()];
        failures = new AeroArrowException[commands.count()];
    }

    @Override
    public boolean accept(int key, RecordCursor answer) {
        addresses[key] = answer.address();
        return true;
    }

    synchronized void keep(RecordDecoder decoder) {
        memory.add(decoder);
    }

    synchronized void failed(int key, AeroArrowException cause, boolean sent) {
        AeroArrowException before = failures[key];
        if (before != null) {
            earlier.computeIfAbsent(key, first -> new ArrayList<>()).add(before);
        }
        failures[key] = cause;
        if (sent) {
            inDoubtKeys.set(key);
        }
    }

    /**
     * Records the failure of a request for its keys without an answer.
     *
     * @param all whether the keys with an answer fail too
     */
    synchronized void failed(int[] keys, AeroArrowException cause, boolean sent, boolean all) {
        boolean inDoubt = sent && !isRefusal(keys, cause);
        for (int key : keys) {
            if (all) {
                addresses[key] = 0;
            }
            if (addresses[key] == 0) {
                failed(key, cause, inDoubt);
            }
        }
    }

    /** Whether a write was sent and has no answer. */
    synchronized boolean hasWriteInDoubt() {
        return inDoubtKeys.stream().anyMatch(key -> addresses[key] == 0 && commands.writes(key));
    }

    /** Whether the node rejected the whole request before it executed any part of it. */
    private boolean isRefusal(int[] keys, AeroArrowException cause) {
        return cause instanceof ServerErrorException error
                && !ResultCode.TIMEOUT.is(error.resultCode())
                && Arrays.stream(keys).allMatch(key -> addresses[key] == 0);
    }

    /** The keys to retry: those without an answer, and those with a retryable error. */
    synchronized int[] toRetry(int attempt, BatchPolicy policy) {
        RecordCursor message = new RecordCursor();
        return IntStream.range(0, addresses.length)
                .filter(key -> {
                    int retries = commands.writes(key)
                            ? policy.writeRetries()
                            : policy.timeouts().maxRetries();
                    return attempt < retries && (addresses[key] == 0 ? mayRetry(key) : mayRetry(key, message));
                })
                .toArray();
    }

    private boolean mayRetry(int key) {
        AeroArrowException failure = failures[key];
        return failure != null && failure.retryable();
    }

    /** Applies the retry rules of single records. A retryable answer is discarded. */
    private boolean mayRetry(int key, RecordCursor answer) {
        answer.reopen(addresses[key]);
        int resultCode = answer.resultCode();
        if (ResultCode.OK.is(resultCode) || ResultCode.NOT_FOUND.is(resultCode)) {
            return false;
        }
        AeroArrowException error = ServerErrors.of(resultCode, commands, key);
        if (!error.retryable()) {
            return false;
        }
        addresses[key] = 0;
        failed(key, error, ResultCode.TIMEOUT.is(resultCode));
        return true;
    }

    /** The result of each key. Call it when all requests have ended. */
    synchronized List<BatchResult> results(List<BatchEntry> entries) {
        RecordReader reader = new RecordReader();
        RecordCursor message = new RecordCursor();
        List<BatchResult> results = new ArrayList<>(addresses.length);
        for (int key = 0; key < addresses.length; key++) {
            int resultCode = resultCode(key, message);
            Key of = entries.get(key).key();
            AeroArrowException error = error(key, resultCode);
            if (error == null && ResultCode.OK.is(resultCode)) {
                results.add(found(of, message, reader));
            } else {
                results.add(new BatchResult(of, resultCode, Optional.empty(), Optional.ofNullable(error)));
            }
        }
        return results;
    }

    private static BatchResult found(Key key, RecordCursor message, RecordReader reader) {
        int resultCode = message.resultCode();
        try {
            return new BatchResult(key, resultCode, Optional.of(reader.read(key, message)), Optional.empty());
        } catch (AeroArrowException e) {
            return new BatchResult(key, resultCode, Optional.empty(), Optional.of(e));
        }
    }

    /** As {@link #results}, for writes only, without their records. */
    synchronized WriteAnswers writeAnswers() {
        RecordCursor message = new RecordCursor();
        int[] resultCodes = new int[addresses.length];
        Map<Integer, AeroArrowException> errors = new HashMap<>();
        for (int key = 0; key < resultCodes.length; key++) {
            resultCodes[key] = resultCode(key, message);
            AeroArrowException error = error(key, resultCodes[key]);
            if (error != null) {
                errors.put(key, error);
            }
        }
        return new WriteAnswers(resultCodes, errors);
    }

    /** The result code of a key. The cursor is left on its answer. */
    private int resultCode(int key, RecordCursor message) {
        if (addresses[key] == 0) {
            return BatchResult.NO_ANSWER;
        }
        message.reopen(addresses[key]);
        return message.resultCode();
    }

    private @Nullable AeroArrowException error(int key, int resultCode) {
        if (resultCode == BatchResult.NO_ANSWER) {
            return unanswered(key);
        }
        if (ResultCode.OK.is(resultCode) || (ResultCode.NOT_FOUND.is(resultCode) && mayBeMissing(key))) {
            return null;
        }
        AeroArrowException error = ServerErrors.of(resultCode, commands, key);
        boolean inDoubt = inDoubtKeys.get(key) || ResultCode.TIMEOUT.is(resultCode);
        return inDoubt ? inDoubt(key, error) : error;
    }

    private AeroArrowException unanswered(int key) {
        AeroArrowException failure = failures[key];
        if (failure == null) {
            failure = new ProtocolViolationException("key " + key + " of a batch got no answer");
        }
        AeroArrowException own = ErrorDetails.retold(
                        failure, "key " + key + " of a batch has no answer: " + failure.getMessage())
                .ofKey(commands.digestInHex(key))
                .after(earlier.getOrDefault(key, List.of()))
                .error();
        return inDoubtKeys.get(key) ? inDoubt(key, own) : own;
    }

    private boolean mayBeMissing(int key) {
        return !commands.writes(key) || commands.deletes(key);
    }

    private AeroArrowException inDoubt(int key, AeroArrowException error) {
        return commands.writes(key) ? ErrorDetails.of(error).inDoubt().error() : error;
    }

    /** Releases the memory of all answers. */
    @Override
    public synchronized void close() {
        memory.forEach(RecordDecoder::close);
    }
}
