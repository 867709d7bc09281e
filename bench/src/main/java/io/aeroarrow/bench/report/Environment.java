package io.aeroarrow.bench.report;

import java.util.Map;

/**
 * The environment of a run.
 *
 * @param time start time, ISO 8601 in UTC
 * @param seconds duration of the whole run
 * @param commit commit of this repository
 * @param server edition and build of the server, or that it is the embedded one
 * @param load the machine's load average over one minute, before and after the run
 * @param versions versions by component
 */
public record Environment(
        String time,
        long seconds,
        String commit,
        String machine,
        String system,
        String java,
        String server,
        String load,
        Map<String, String> versions) {}
