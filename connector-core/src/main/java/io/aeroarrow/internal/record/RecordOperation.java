package io.aeroarrow.internal.record;

import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.answer.RecordReader;
import io.aeroarrow.internal.request.RecordRequest;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Record;
import io.aeroarrow.operation.Operation;
import io.aeroarrow.operation.RecordCommand;
import io.aeroarrow.policy.Backoff;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.policy.WritePolicy;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * One operation on one record, for blocking and asynchronous calls.
 *
 * @param decode decodes the result from the answer; throws if the answer is an error
 */
public record RecordOperation<T>(
        RecordRequest request, Timeouts timeouts, Backoff backoff, BiFunction<RecordCursor, RecordRequest, T> decode) {

    public static RecordOperation<Optional<Record>> get(Key key, BinSelection bins, ReadPolicy policy) {
        return reading(key, bins, policy, RecordOperation::record);
    }

    public static RecordOperation<Boolean> exists(Key key, ReadPolicy policy) {
        return reading(key, BinSelection.none(), policy, ServerErrors::found);
    }

    public static RecordOperation<Void> put(Key key, List<Bin> bins, WritePolicy policy) {
        return writing(key, RecordCommand.Operate.writing(bins), policy, (answer, request) -> {
            ServerErrors.requireOk(answer, request);
            return null;
        });
    }

    public static RecordOperation<Boolean> delete(Key key, WritePolicy policy) {
        return writing(key, new RecordCommand.Delete(), policy, ServerErrors::found);
    }

    public static RecordOperation<Boolean> touch(Key key, WritePolicy policy) {
        return writing(key, new RecordCommand.Operate(List.of(Operation.touch())), policy, ServerErrors::found);
    }

    public static RecordOperation<Optional<Record>> operate(Key key, List<Operation> operations, WritePolicy policy) {
        return writing(key, new RecordCommand.Operate(operations), policy, RecordOperation::record);
    }

    private static <T> RecordOperation<T> reading(
            Key key, BinSelection bins, ReadPolicy policy, BiFunction<RecordCursor, RecordRequest, T> decode) {
        WritePolicy asWrite = WritePolicy.DEFAULT.withSendKey(policy.sendKey());
        RecordRequest request = new RecordRequest(key, new RecordCommand.Read(bins), asWrite, policy.routing());
        return new RecordOperation<>(request, policy.timeouts(), policy.backoff(), decode);
    }

    private static <T> RecordOperation<T> writing(
            Key key, RecordCommand command, WritePolicy policy, BiFunction<RecordCursor, RecordRequest, T> decode) {
        RecordRequest request = new RecordRequest(key, command, policy);
        return new RecordOperation<>(request, policy.timeouts(), policy.backoff(), decode);
    }

    private static Optional<Record> record(RecordCursor answer, RecordRequest request) {
        if (request.writes()) {
            ServerErrors.requireOk(answer, request);
        } else if (!ServerErrors.found(answer, request)) {
            return Optional.empty();
        }
        return Optional.of(new RecordReader().read(request.key(), answer));
    }

    public boolean writes() {
        return request.writes();
    }

    /** Decodes the result from an answer. */
    T decode(RecordCursor answer) {
        return decode.apply(answer, request);
    }
}
