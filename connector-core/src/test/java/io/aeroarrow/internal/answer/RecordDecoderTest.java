package io.aeroarrow.internal.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.MemoryLimitException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.request.GoldenFrames;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.request.WireBytes.MessageBuilder;
import io.aeroarrow.internal.value.Particle;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Contradicting counts and lengths are each rejected with their own message. */
class RecordDecoderTest {

    private static void decode(byte[] stream) {
        WireBytes.forEach(stream, record -> {});
    }

    private static void assertRejected(String reason, MessageBuilder message) {
        assertThatThrownBy(() -> decode(WireBytes.stream(message)))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining(reason);
        // The result is the same when the bytes arrive one by one.
        byte[] stream = WireBytes.stream(message);
        assertThatThrownBy(() -> {
                    try (RecordDecoder decoder = new RecordDecoder()) {
                        for (byte one : stream) {
                            decoder.offer(WireBytes.direct(new byte[] {one}));
                            while (decoder.next()) {
                                decoder.keep();
                                assertThat(decoder.record().length()).isPositive();
                            }
                        }
                    }
                })
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void rejectsHeadersOfAnotherSize() {
        assertRejected("a header of 21 bytes", WireBytes.record().headerSize(21));
        assertRejected("a header of 0 bytes", WireBytes.record().headerSize(0));
    }

    @Test
    void rejectsCountsBeyondTheFrame() {
        assertRejected("does not fit", WireBytes.record().digest(1, 1).fieldCount(2));
        assertRejected("does not fit", WireBytes.record().integer("a", 1).opCount(2));
        assertRejected("does not fit", WireBytes.record().fieldCount(65_535));
        assertRejected("does not fit", WireBytes.record().opCount(65_535));
    }

    @Test
    void rejectsLengthsBeyondTheFrame() {
        assertRejected("does not fit", WireBytes.record().rawField(new byte[] {0, 0, 0, 9, 4, 1}));
        assertRejected("does not fit", WireBytes.record().rawOp(new byte[] {0, 0, 1, 0, 1, 1, 0, 1, 'a'}));
    }

    @Test
    void rejectsImpossibleLengths() {
        assertRejected("a field of 0 bytes", WireBytes.record().rawField(new byte[] {0, 0, 0, 0, 4}));
        assertRejected("a field of 4294967295 bytes", WireBytes.record().rawField(new byte[] {-1, -1, -1, -1, 4}));
        assertRejected("a field of 2147483648 bytes", WireBytes.record().rawField(new byte[] {-128, 0, 0, 0, 4}));
        assertRejected("a field of 134217729 bytes", WireBytes.record().rawField(new byte[] {8, 0, 0, 1, 4}));
        assertRejected("an op of 3 bytes", WireBytes.record().rawOp(new byte[] {0, 0, 0, 3, 1, 1, 0, 0}));
        assertRejected("an op of 4294967295 bytes", WireBytes.record().rawOp(new byte[] {-1, -1, -1, -1, 1, 1, 0, 0}));
    }

    @Test
    void rejectsNamesBeyondTheirOp() {
        assertRejected(
                "an op of 5 bytes has a bin name of 2 bytes",
                WireBytes.record()
                        .rawOp(new byte[] {0, 0, 0, 5, 1, 1, 0, 2, 'a'})
                        .integer("b", 1));
        assertRejected(
                "an op of 4 bytes has a bin name of 255 bytes",
                WireBytes.record().rawOp(new byte[] {0, 0, 0, 4, 1, 1, 0, -1}));
    }

    @Test
    void rejectsFieldsOfAWrongSize() {
        assertRejected("a digest of 19 bytes", WireBytes.record().digest(new byte[19]));
        assertRejected("a digest of 21 bytes", WireBytes.record().digest(new byte[21]));
        assertRejected("a digest of 0 bytes", WireBytes.record().digest(new byte[0]));
        assertRejected("a user key without a type", WireBytes.record().field(2, new byte[0]));
    }

    @Test
    void rejectsInvalidFrames() {
        assertThatThrownBy(() -> decode(WireBytes.rawFrame(3, 3, new byte[22])))
                .hasMessageContaining("protocol version 3");
        assertThatThrownBy(() -> decode(WireBytes.rawFrame(2, 4, new byte[22])))
                .hasMessageContaining("type 4 instead of 3");
        byte[] large = ByteBuffer.allocate(8)
                .putLong(2L << 56 | 3L << 48 | (128L << 20) + 1)
                .array();
        assertThatThrownBy(() -> decode(large)).hasMessageContaining("the maximum is 128 MiB");
        byte[] huge = ByteBuffer.allocate(8)
                .putLong(2L << 56 | 3L << 48 | 0xffff_ffff_ffffL)
                .array();
        assertThatThrownBy(() -> decode(huge)).hasMessageContaining("281474976710655 bytes");
        assertThatCode(() -> decode(ByteBuffer.allocate(8)
                        .putLong(2L << 56 | 3L << 48 | 128L << 20)
                        .array()))
                .doesNotThrowAnyException();
    }

    /** No message fits in the rest of its frame; bytes after the frame are not read. */
    @Test
    void rejectsFramesThatEndWithinAMessage() {
        byte[] record = WireBytes.record().digest(1, 1).integer("a", 1).bytes();
        for (int length = 1; length < record.length; length++) {
            byte[] stream = WireBytes.concat(
                    WireBytes.rawFrame(2, 3, Arrays.copyOf(record, length)),
                    WireBytes.rawFrame(2, 3, record),
                    WireBytes.stream());
            assertThatThrownBy(() -> decode(stream))
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining("does not fit");
        }
    }

    @Test
    void rejectsMessagesAfterTheLastOne() {
        assertThatThrownBy(() -> decode(WireBytes.frame(WireBytes.last(), WireBytes.record())))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("22 bytes follow the last message");
        assertThatThrownBy(() ->
                        decode(WireBytes.concat(WireBytes.frame(WireBytes.last()), WireBytes.frame(WireBytes.last()))))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("bytes follow the end of a stream");
    }

    @Test
    void refusesARecordThatIsLargerThanItsMemory() {
        byte[] stream = WireBytes.stream(WireBytes.record().string("a", "x".repeat(1_000)));
        try (RecordDecoder decoder = new RecordDecoder(() -> {}, 500)) {
            decoder.offer(WireBytes.direct(stream));
            assertThat(decoder.next()).as("in one chunk, it needs no memory").isTrue();
        }
        try (RecordDecoder decoder = new RecordDecoder(() -> {}, 500)) {
            decoder.offer(WireBytes.direct(Arrays.copyOf(stream, 100)));
            assertThatThrownBy(decoder::next)
                    .isInstanceOf(MemoryLimitException.class)
                    .hasMessageContaining("readerMemoryLimit, 500 bytes");
        }
    }

    @Test
    void keepsNoLargeBufferAfterALargeRecord() {
        byte[] stream = WireBytes.stream(WireBytes.record().string("a", "x".repeat(300_000)));
        try (RecordDecoder decoder = new RecordDecoder()) {
            decoder.offer(WireBytes.direct(Arrays.copyOf(stream, 200_000)));
            assertThat(decoder.next()).isFalse();
            decoder.offer(WireBytes.direct(Arrays.copyOfRange(stream, 200_000, stream.length)));
            assertThat(decoder.next()).isTrue();
            assertThat(decoder.heldBytes()).isGreaterThan(300_000);
            assertThat(decoder.next()).isTrue();
            assertThat(decoder.next()).isFalse();
            decoder.release();
            assertThat(decoder.heldBytes()).isZero();
        }
    }

    @Test
    void releasesAChunkThatIsOfferedTooEarly() {
        ByteBuf first = WireBytes.direct(WireBytes.stream(WireBytes.record()));
        ByteBuf second = WireBytes.direct(new byte[1]);
        try (RecordDecoder decoder = new RecordDecoder()) {
            decoder.offer(first);
            assertThatThrownBy(() -> decoder.offer(second)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(first.refCnt()).isZero();
        assertThat(second.refCnt()).isZero();
    }

    /** Three messages of 39 bytes, of which the second crosses the chunk boundary. */
    @Test
    void keepsMemoryOfKeptRecordsUntilClosed() {
        byte[] stream = WireBytes.stream(
                WireBytes.record().integer("a", 1),
                WireBytes.record().integer("a", 2),
                WireBytes.record().integer("a", 3));
        for (int keep = 0; keep < 8; keep++) {
            boolean first = (keep & 1) != 0;
            boolean second = (keep & 2) != 0;
            boolean third = (keep & 4) != 0;
            ByteBuf head = WireBytes.direct(Arrays.copyOf(stream, 60));
            ByteBuf tail = WireBytes.direct(Arrays.copyOfRange(stream, 60, stream.length));
            try (RecordDecoder decoder = new RecordDecoder()) {
                List<Long> kept = new ArrayList<>();
                decoder.offer(head);
                next(decoder, first, kept);
                assertThat(decoder.next()).isFalse();
                assertThat(head.refCnt()).isEqualTo(1);
                decoder.release();
                assertThat(head.refCnt()).isEqualTo(first ? 1 : 0);
                decoder.offer(tail);
                next(decoder, second, kept);
                next(decoder, third, kept);
                assertThat(decoder.next()).isTrue();
                assertThat(decoder.next()).isFalse();
                assertThat(decoder.ended()).isTrue();
                decoder.release();
                assertThat(tail.refCnt()).isEqualTo(third ? 1 : 0);
                assertThat(kept.stream().map(RecordDecoderTest::value))
                        .containsExactlyElementsOf(LongStream.rangeClosed(1, 3)
                                .filter(value -> value == 1 ? first : value == 2 ? second : third)
                                .boxed()
                                .toList());
            }
            assertThat(head.refCnt()).isZero();
            assertThat(tail.refCnt()).isZero();
        }
    }

    /** Cursors share a cached field layout, which must not be applied to a record with another one. */
    @Test
    void readsDifferentFieldLayoutsInABlock() {
        Random random = new Random(5);
        List<String> expected = new ArrayList<>();
        MessageBuilder[] messages = new MessageBuilder[40];
        for (int i = 0; i < messages.length; i++) {
            String set = "s".repeat(random.nextInt(3));
            MessageBuilder message = WireBytes.record();
            boolean digestFirst = random.nextBoolean();
            if (digestFirst) {
                message.digest(i, i);
            }
            if (!set.isEmpty()) {
                message.set(set);
            }
            if (!digestFirst && i % 5 > 0) {
                message.digest(i, i);
            }
            boolean keyed = random.nextBoolean();
            if (keyed) {
                message.key(i);
            }
            for (int extra = random.nextInt(12) - 3; extra > 0; extra--) {
                message.field(100, new byte[random.nextInt(3)]);
            }
            messages[i] = random.nextBoolean() ? message.integer("a", i) : message;
            expected.add(set + " " + (digestFirst || i % 5 > 0 ? i : -1) + " " + (keyed ? i : -1));
        }
        RecordBlock block = new RecordBlock();
        try (RecordDecoder decoder = new RecordDecoder()) {
            decoder.offer(WireBytes.direct(WireBytes.frame(messages)));
            while (decoder.next(block.get(block.size()))) {
                block.add();
            }
            assertThat(IntStream.range(0, block.size()).mapToObj(i -> fields(block.get(i))))
                    .containsExactlyElementsOf(expected);
            RecordCursor again = new RecordCursor();
            for (int i = 0; i < block.size(); i++) {
                again.reopen(block.get(i).address());
                assertThat(fields(again)).isEqualTo(expected.get(i));
                again.layOver(block.get(i));
                assertThat(fields(again)).isEqualTo(expected.get(i));
            }
            block.retain(i -> i % 2 == 1);
            assertThat(IntStream.range(0, block.size()).mapToObj(i -> fields(block.get(i))))
                    .containsExactlyElementsOf(IntStream.range(0, 20)
                            .mapToObj(i -> expected.get(2 * i + 1))
                            .toList());
        }
    }

    private static String fields(RecordCursor record) {
        String set = new String(RawMemory.toArray(record.set(), record.setLength()), StandardCharsets.UTF_8);
        int partition = record.digest() == 0 ? -1 : KeyDigester.partition(record.digest());
        long key = record.keyParticle() == Particle.NULL ? -1 : RawMemory.getLongBE(record.key());
        return set + " " + partition + " " + key;
    }

    private static void next(RecordDecoder decoder, boolean keep, List<Long> kept) {
        assertThat(decoder.next()).isTrue();
        if (keep) {
            decoder.keep();
            kept.add(decoder.record().address());
        }
    }

    /** The value of the only bin of a message. */
    private static long value(long address) {
        RecordCursor record = new RecordCursor();
        record.reopen(address);
        assertThat(record.nextOp()).isTrue();
        return RawMemory.getLongBE(record.value());
    }

    /** Any number of empty frames holds no record. */
    @Test
    void skipsEmptyFrames() {
        byte[][] frames = new byte[1001][];
        Arrays.fill(frames, WireBytes.frame());
        frames[1000] = WireBytes.stream();
        assertThatCode(() -> decode(WireBytes.concat(frames))).doesNotThrowAnyException();
    }

    @Test
    void aSingleAnswerHoldsExactlyOneMessage() {
        assertThat(single(WireBytes.record().result(5).bytes())).isEqualTo(5);
        assertThat(single(WireBytes.record().result(255).integer("a", 1).bytes()))
                .isEqualTo(255);
        for (byte[] body : new byte[][] {
            {},
            {22},
            WireBytes.concat(WireBytes.record().bytes(), new byte[1]),
            Arrays.copyOf(WireBytes.record().bytes(), 21)
        }) {
            assertThatThrownBy(() -> single(body))
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining("an answer of " + body.length + " bytes does not hold exactly one message");
        }
    }

    @Test
    void readsCapturedSingleAnswers() {
        for (String[] capture : new String[][] {
            {"put-int", "0"}, {"delete-missing", "2"}, {"exists-missing", "2"}, {"get-missing", "2"}, {"get-types", "0"}
        }) {
            ByteBuf body = GoldenFrames.firstBody(capture[0]);
            try {
                assertThat(SingleResponse.message(body).resultCode()).isEqualTo(Integer.parseInt(capture[1]));
            } finally {
                body.release();
            }
        }
    }

    private static int single(byte[] bytes) {
        ByteBuf body = WireBytes.direct(bytes);
        try {
            return SingleResponse.message(body).resultCode();
        } finally {
            body.release();
        }
    }
}
