package io.aeroarrow.internal.admin;

import io.aeroarrow.admin.NodeProgress;
import io.aeroarrow.admin.NodeProgress.State;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.internal.info.Info;
import java.util.Map;

/** Parses a node's report on one of its queries. */
public final class QueryStatusParser {

    private QueryStatusParser() {}

    /**
     * Parses the progress of a query.
     *
     * @param name the info request that was sent
     */
    public static NodeProgress progress(String node, String name, Map<String, String> answer) {
        String value = answer.getOrDefault(name, "");
        if (Info.isError(value) && ResultCode.NOT_FOUND.is(Info.errorCode(value))) {
            return NodeProgress.of(node, State.UNKNOWN);
        }
        return progress(node, Info.properties(Info.requireValue(value, name), ':'));
    }

    private static NodeProgress progress(String node, Map<String, String> properties) {
        return NodeProgress.of(node, state(properties.getOrDefault("status", "")))
                .withPercent(percent(properties.getOrDefault("job-progress", "0")))
                .withLooked(Info.number(properties, "recs-throttled"))
                .withSucceeded(Info.number(properties, "recs-succeeded"))
                .withFailed(Info.number(properties, "recs-failed"))
                .withFiltered(
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
            throw new ProtocolViolationException(
                    "a node reported the query progress '" + text + "', which is not a number", e);
        }
    }
}
