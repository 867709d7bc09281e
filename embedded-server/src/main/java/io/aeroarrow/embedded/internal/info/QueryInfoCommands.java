package io.aeroarrow.embedded.internal.info;

import io.aeroarrow.embedded.internal.query.QueryJobs;
import io.aeroarrow.embedded.internal.store.ServerTime;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The info commands query-show, query-abort and query-abort-all. */
final class QueryInfoCommands {
    private static final int MAX_ID = 25;

    private final QueryJobs jobs;
    private final ServerTime time;

    QueryInfoCommands(QueryJobs jobs, ServerTime time) {
        this.jobs = jobs;
        this.time = time;
    }

    String show(InfoRequest request) {
        long now = time.millis();
        if (request.optional(MAX_ID, "id", "trid") == null) {
            return jobs.all().stream().map(job -> job.describe(now)).collect(Collectors.joining(";"));
        }
        OptionalLong id = id(request);
        return id.isPresent()
                ? jobs.find(id.getAsLong()).map(job -> job.describe(now)).orElse(InfoError.of(2, "job not found"))
                : InfoError.of(4, "invalid 'id'");
    }

    String abort(InfoRequest request) {
        request.required(MAX_ID, "id", "trid");
        OptionalLong id = id(request);
        if (id.isEmpty()) {
            return InfoError.of(4, "invalid 'id'");
        }
        return jobs.abort(id.getAsLong()) ? "ok" : InfoError.of(2, "id not active");
    }

    String abortAll() {
        return "number-of-queries-killed:" + jobs.abortAll();
    }

    private static OptionalLong id(InfoRequest request) {
        String text = request.parameter("id", "trid");
        try {
            return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseUnsignedLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
