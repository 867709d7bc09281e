package io.aeroarrow.internal.batch;

import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;

/**
 * Puts the answers of a batch in the order of its keys without a copy: one that is due is passed on as it comes, from a
 * cache that still holds it; the others stay where they came in until it is their turn.
 */
final class OrderedAnswers implements AnswerConsumer {

    private final long[] waiting;
    private final KeyedAnswerConsumer taker;
    /** Those that are due, the last of which answers the key before {@link #next}. */
    private final RecordBlock due = new RecordBlock();

    private int next;

    OrderedAnswers(int keys, KeyedAnswerConsumer taker) {
        this.waiting = new long[keys];
        this.taker = taker;
    }

    @Override
    public boolean take(int key, RecordCursor record) {
        if (key != next) {
            waiting[key] = record.address();
            return true;
        }
        due.add(record);
        advance();
        return false;
    }

    /** Passes on all whose turn has come. */
    void passOn() {
        while (next < waiting.length && waiting[next] != 0) {
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
        if (due.size() > 0) {
            taker.accept(next - due.size(), due);
            due.clear();
        }
    }

    /** Once all that are due were passed on, the memory of the answers to keys before this one is not looked at any more. */
    int next() {
        return next;
    }

    boolean isAnswered(int key) {
        return key < next || waiting[key] != 0;
    }
}
