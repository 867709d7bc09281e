package io.aeroarrow.internal.batch;

import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;

/**
 * Puts the answers of a batch into key order without a copy. An answer that is next is passed on while it is in the
 * cache; others stay where they were received until it is their turn.
 */
final class OrderedAnswers implements AnswerConsumer {

    private final long[] waiting;
    private final KeyedAnswerConsumer consumer;
    /** The answers to pass on; the last one answers the key before {@link #next}. */
    private final RecordBlock due = new RecordBlock();

    private int next;
    private boolean stopped;

    OrderedAnswers(int keys, KeyedAnswerConsumer consumer) {
        this.waiting = new long[keys];
        this.consumer = consumer;
    }

    @Override
    public boolean accept(int key, RecordCursor record) {
        if (stopped) {
            return false;
        }
        if (key != next) {
            waiting[key] = record.address();
            return true;
        }
        due.add(record);
        advance();
        return false;
    }

    /** Passes on all answers whose turn has come. */
    void flushDue() {
        while (!stopped && next < waiting.length && waiting[next] != 0) {
            due.get(due.size()).reopen(waiting[next]);
            due.add();
            advance();
        }
        flush();
    }

    private void advance() {
        next++;
        if (due.isFull()) {
            flush();
        }
    }

    private void flush() {
        if (due.size() > 0 && !stopped) {
            consumer.accept(next - due.size(), due);
            stopped = consumer.isFull();
            due.clear();
        }
    }

    /** The next key. After {@link #flushDue}, the memory of answers to earlier keys is no longer read. */
    int next() {
        return next;
    }

    /** Whether the consumer takes no more answers. */
    boolean stopped() {
        return stopped;
    }

    boolean isAnswered(int key) {
        return key < next || waiting[key] != 0;
    }
}
