package io.aeroarrow.bench.report;

import java.util.Map;

/**
 * Where and with what it ran.
 *
 * @param time the start, by ISO 8601 in UTC
 * @param seconds how long all of it took
 * @param commit of this project
 * @param server what it is and where; whether it is Aerospike's at all
 * @param load the machine's load average of a minute, before and after: what else it had to do
 * @param versions by the names of the parts
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
