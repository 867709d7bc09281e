package io.aeroarrow.client;

import io.aeroarrow.protocol.RecordCursor;

/**
 * Puts the answers of a batch in the order of its keys without a copy: one that is due is passed on as it comes, from a
 * cache that still holds it; the others stay where they came in until it is their turn.
 */
final class OrderedAnswers implements AnswerTaker {

    private final long[] waiting;
    private final KeyedAnswers taker;
    private final RecordCursor answer = new RecordCursor();
    private int next;

    OrderedAnswers(int keys, KeyedAnswers taker) {
        this.waiting = new long[keys];
        this.taker = taker;
    }

    @Override
    public boolean take(int key, RecordCursor record) {
        if (key != next) {
            waiting[key] = record.address();
            return true;
        }
        taker.accept(key, record);
        next++;
        return false;
    }

    /** Passes on those whose turn has come. */
    void passOn() {
        while (next < waiting.length && waiting[next] != 0) {
            answer.reopen(waiting[next]);
            taker.accept(next, answer);
            next++;
        }
    }

    /** All keys before this one have been passed on, and their memory is not looked at any more. */
    int next() {
        return next;
    }

    boolean isAnswered(int key) {
        return key < next || waiting[key] != 0;
    }
}
