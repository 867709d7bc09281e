package io.aeroarrow.internal.net.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.pool.ConnectionPool;

/** Streams whose request is sent at once, because the pool has an idle connection. */
final class SentStreams {

    private SentStreams() {}

    static AnswerStream start(AnswerStreams streams, ConnectionPool pool, RequestEncoder request, Deadline deadline) {
        pool.give(pool.takeForCaller(deadline));
        AnswerStream stream = streams.start(pool, request, deadline);
        assertThat(stream.isSent()).isTrue();
        return stream;
    }
}
