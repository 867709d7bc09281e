package io.aeroarrow.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.error.ResultCode;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.batch.BatchReadSpec;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.request.WireBytes.MessageBuilder;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.Timeouts;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Batch reads of six keys from a {@link FakeNode}, whose records have one bin with the number of the key. */
final class BatchReads implements AutoCloseable {

    static final int KEYS = 6;
    static final Timeouts TIMEOUTS = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20), 2);

    private final ByteBuf digests =
            WireBytes.direct(WireBytes.concat(digest(0), digest(1), digest(2), digest(3), digest(4), digest(5)));

    private static byte[] digest(int key) {
        return MessageBuilder.digestOf(100 * key, key);
    }

    static BatchReadSpec spec(Timeouts timeouts, int maxKeys) {
        return new BatchReadSpec("test", "set", BinSelection.all(), null, ReadRouting.DEFAULT, timeouts, maxKeys);
    }

    /** Reads all keys, checks that each answer with a record belongs to its key, and returns the result codes. */
    List<Integer> read(AeroArrowClient client, BatchReadSpec spec) {
        List<Integer> codes = new ArrayList<>();
        client.unwrap(CursorClient.class).batchRead(spec, KEYS, this::digestAddress, (first, answers) -> {
            for (int i = 0; i < answers.size(); i++) {
                RecordCursor answer = answers.get(i);
                assertThat(answer.batchIndex()).isEqualTo(first + i);
                if (ResultCode.OK.is(answer.resultCode())) {
                    assertThat(answer.nextOp()).isTrue();
                    assertThat(RawMemory.getLongBE(answer.value())).isEqualTo(first + i);
                }
                codes.add(answer.resultCode());
            }
        });
        return codes;
    }

    long digestAddress(int key) {
        return RawMemory.address(digests) + 20L * key;
    }

    static MessageBuilder row(int index) {
        return WireBytes.record().batchIndex(index).integer("i", index);
    }

    static MessageBuilder refused(int index, int resultCode) {
        return WireBytes.record().batchIndex(index).result(resultCode);
    }

    static MessageBuilder[] rows(int... indexes) {
        return Arrays.stream(indexes).mapToObj(BatchReads::row).toArray(MessageBuilder[]::new);
    }

    @Override
    public void close() {
        digests.release();
    }
}
