package io.aeroarrow.client;

import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.BatchEntry;
import io.aeroarrow.model.BatchPolicy;
import io.aeroarrow.model.BatchResult;
import io.aeroarrow.model.ProtocolViolationException;
import io.aeroarrow.model.RecordCommand;
import io.aeroarrow.model.ResultCode;
import io.aeroarrow.protocol.RecordCursor;
import io.aeroarrow.protocol.RecordDecoder;
import io.aeroarrow.protocol.RecordReader;
import io.aeroarrow.protocol.RecordRequest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of each key of a batch: where its answer is, or why it has none. A key belongs to one request at a time,
 * whose end hands it on, so that answers need no lock; what several requests touch has one.
 */
final class BatchKeys implements AutoCloseable {

    private final List<BatchEntry> entries;
    private final List<RecordRequest> requests;
    private final long[] addresses;
    private final @Nullable AeroArrowException[] failures;
    private final Map<Integer, List<AeroArrowException>> earlier = new HashMap<>();
    private final BitSet doubt = new BitSet();
    private final List<RecordDecoder> memory = new ArrayList<>();

    BatchKeys(List<BatchEntry> entries, List<RecordRequest> requests) {
        this.entries = entries;
        this.requests = requests;
        addresses = new long[entries.size()];
        failures = new AeroArrowException[entries.size()];
    }

    /** By key, where its answer is; 0 if it has none. */
    long[] addresses() {
        return addresses;
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
            doubt.set(key);
        }
    }

    /**
     * A request has failed, and with it the keys that have no answer.
     *
     * @param all whether the answers that came before count for nothing
     */
    synchronized void failed(int[] keys, AeroArrowException cause, boolean sent, boolean all) {
        for (int key : keys) {
            if (all) {
                addresses[key] = 0;
            }
            if (addresses[key] == 0) {
                failed(key, cause, sent);
            }
        }
    }

    /** The keys that may be asked for again: those without an answer, and those whose answer is that it may be another soon. */
    synchronized int[] toRetry(int attempt, BatchPolicy policy) {
        RecordCursor message = new RecordCursor();
        return IntStream.range(0, addresses.length)
                .filter(key -> {
                    int retries = requests.get(key).writes()
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

    /** As for a record that is asked for alone; the answer is forgotten if it is not the last word. */
    private boolean mayRetry(int key, RecordCursor answer) {
        answer.reopen(addresses[key]);
        int resultCode = answer.resultCode();
        if (ResultCode.OK.is(resultCode) || ResultCode.NOT_FOUND.is(resultCode)) {
            return false;
        }
        AeroArrowException error = ServerErrors.of(resultCode, requests.get(key));
        if (!error.retryable()) {
            return false;
        }
        addresses[key] = 0;
        failed(key, error, ResultCode.TIMEOUT.is(resultCode));
        return true;
    }

    /** What became of each key; to be called once all requests have ended. */
    synchronized List<BatchResult> results() {
        RecordReader reader = new RecordReader();
        RecordCursor message = new RecordCursor();
        List<BatchResult> results = new ArrayList<>(addresses.length);
        for (int key = 0; key < addresses.length; key++) {
            results.add(addresses[key] == 0 ? unanswered(key) : answered(key, message, reader));
        }
        return results;
    }

    private BatchResult unanswered(int key) {
        AeroArrowException failure = failures[key];
        if (failure == null) {
            failure = new ProtocolViolationException("key " + key + " of a batch was left without an answer");
        }
        AeroArrowException own = failure.retold("key " + key + " of a batch has no answer: " + failure.getMessage())
                .ofKey(requests.get(key).digestInHex())
                .after(earlier.getOrDefault(key, List.of()));
        return failed(key, BatchResult.NO_ANSWER, doubt.get(key) ? inDoubt(key, own) : own);
    }

    private BatchResult answered(int key, RecordCursor message, RecordReader reader) {
        message.reopen(addresses[key]);
        int resultCode = message.resultCode();
        if (ResultCode.OK.is(resultCode)) {
            try {
                return new BatchResult(
                        entries.get(key).key(), resultCode, Optional.of(reader.read(message)), Optional.empty());
            } catch (AeroArrowException e) {
                return failed(key, resultCode, e);
            }
        }
        if (ResultCode.NOT_FOUND.is(resultCode) && mayBeMissing(key)) {
            return new BatchResult(entries.get(key).key(), resultCode, Optional.empty(), Optional.empty());
        }
        AeroArrowException error = ServerErrors.of(resultCode, requests.get(key));
        boolean unclear = doubt.get(key) || ResultCode.TIMEOUT.is(resultCode);
        return failed(key, resultCode, unclear ? inDoubt(key, error) : error);
    }

    private BatchResult failed(int key, int resultCode, AeroArrowException error) {
        return new BatchResult(entries.get(key).key(), resultCode, Optional.empty(), Optional.of(error));
    }

    private boolean mayBeMissing(int key) {
        return !requests.get(key).writes() || entries.get(key).command() instanceof RecordCommand.Delete;
    }

    private AeroArrowException inDoubt(int key, AeroArrowException error) {
        return requests.get(key).writes() ? error.markInDoubt() : error;
    }

    /** Gives back the memory of all answers. */
    @Override
    public synchronized void close() {
        memory.forEach(RecordDecoder::close);
    }
}
