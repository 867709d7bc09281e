package io.aeroarrow.internal.admin;

import io.aeroarrow.admin.NodeProgress;
import io.aeroarrow.admin.NodeProgress.State;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.internal.info.Info;
import java.util.List;
import java.util.Map;

/** Parses a node's report on one of its queries. */
public final class QueryStatusParser {

    private QueryStatusParser() {}

    /**
     * Parses the progress of a query.
     *
     * @param names the info requests that were sent: the same request in the syntax of different server versions
     */
    public static NodeProgress progress(String node, List<String> names, Map<String, String> answer) {
        String last = "";
        boolean unknown = false;
        for (String name : names) {
            last = answer.getOrDefault(name, "");
            if (!Info.isError(last)) {
                return progress(node, Info.properties(last, ':'));
            }
            unknown |= ResultCode.NOT_FOUND.is(Info.errorCode(last));
        }
        if (!unknown) {
            Info.requireOk(last, names.get(names.size() - 1));
        }
        return NodeProgress.of(node, State.UNKNOWN);
    }

    private static NodeProgress progress(String node, Map<String, String> properties) {
        return new NodeProgress(
                node,
                state(properties.getOrDefault("status", "")),
                percent(properties.getOrDefault("job-progress", "0")),
                Info.number(properties, "recs-throttled"),
                Info.number(properties, "recs-succeeded"),
                Info.number(properties, "recs-failed"),
                Info.number(properties, "recs-filtered-meta") + Info.number(properties, "recs-filtered-bins"));
    }

    private static State state(String status) {
        if (status.startsWith("active")) {
            return State.RUNNING;
        } else if (status.equals("done(ok)")) {
            return State.DONE;
        } else if (status.startsWith("done(")) {
            return State.ABORTED;
        }
        throw new ProtocolViolationException("a node reported a query with the unknown status '" + status + "'");
    }

    private static double percent(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new ProtocolViolationException("a node reported the query progress '" + text + "', which is not a number", e);
        }
    }
}
