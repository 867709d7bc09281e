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
                : InfoError.of(4, "bad id");
    }

    String abort(InfoRequest request) {
        request.required(MAX_ID, "id", "trid");
        OptionalLong id = id(request);
        if (id.isEmpty()) {
            return InfoError.of(4, "bad id");
        }
        return jobs.abort(id.getAsLong()) ? "ok" : InfoError.of(2, "id not active");
    }

    String abortAll() {
        return "number-of-queries-killed:" + jobs.abortAll();
    }

    /** Reads an id in decimal, octal (0...) or hexadecimal (0x...) digits. Zero is no id. */
    private static OptionalLong id(InfoRequest request) {
        String text = request.parameter("id", "trid");
        if (text == null) {
            return OptionalLong.empty();
        }
        boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
        int radix = hexadecimal ? 16 : text.startsWith("0") ? 8 : 10;
        try {
            long id = Long.parseUnsignedLong(hexadecimal ? text.substring(2) : text, radix);
            return id == 0 ? OptionalLong.empty() : OptionalLong.of(id);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
