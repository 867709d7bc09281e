package io.aeroarrow.internal.admin;

import io.aeroarrow.admin.NodeProgress;
import io.aeroarrow.admin.NodeProgress.State;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.internal.info.Info;
import java.util.List;
import java.util.Map;

/** Reads what a node tells of one of its queries. */
public final class QueryStatusParser {

    private QueryStatusParser() {}

    /**
     * The progress that an answer tells of.
     *
     * @param names the questions, which mean the same in the words of different servers
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
        return new NodeProgress(node, State.UNKNOWN, 0, 0, 0, 0, 0);
    }

    private static NodeProgress progress(String node, Map<String, String> of) {
        return new NodeProgress(
                node,
                state(of.getOrDefault("status", "")),
                percent(of.getOrDefault("job-progress", "0")),
                Info.number(of, "recs-throttled"),
                Info.number(of, "recs-succeeded"),
                Info.number(of, "recs-failed"),
                Info.number(of, "recs-filtered-meta") + Info.number(of, "recs-filtered-bins"));
    }

    private static State state(String status) {
        if (status.startsWith("active")) {
            return State.RUNNING;
        } else if (status.equals("done(ok)")) {
            return State.DONE;
        } else if (status.startsWith("done(")) {
            return State.ABORTED;
        }
        throw new ProtocolViolationException("a node tells of a query with the unknown status '" + status + "'");
    }

    private static double percent(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new ProtocolViolationException("a node tells of a query's progress '" + text + "', no number", e);
        }
    }
}
