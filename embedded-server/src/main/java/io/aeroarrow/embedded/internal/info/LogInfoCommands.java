package io.aeroarrow.embedded.internal.info;

import java.util.List;
import java.util.stream.Collectors;

/** The info commands logs and log. There is one sink, the process's standard error, at level INFO. */
final class LogInfoCommands {
    private static final String LEVEL = ":INFO";
    private static final List<String> CONTEXTS =
            List.of(("misc alloc arenax hardware msg os secrets socket tls vault vmapx xmem aggr appeal as audit batch"
                            + " batch-sub bin config clustering deprecation drv-mem drv_pmem drv_ssd exchange exp fabric flat geo"
                            + " hb health hlc index info info-command key-busy migrate mrt-audit mrt-monitor namespace nsup"
                            + " particle partition proto proxy proxy-divert query record roster rw rw-client security service"
                            + " service-list sindex skew smd storage truncate tsvc udf xdr xdr-client")
                    .split(" "));

    private LogInfoCommands() {}

    static String sinks() {
        return "0:stderr";
    }

    /** {@code log/SINK} or {@code log/SINK/CONTEXT}. */
    static String levels(InfoRequest request) {
        String[] parts = request.rest().split("/", 2);
        if (!parts[0].matches("|[+-]?[0-9]{1,10}")) {
            return InfoError.of(4, "bad sink-id");
        }
        if (!parts[0].isEmpty() && Long.parseLong(parts[0]) != 0) {
            return "ERROR::bad-id";
        }
        if (parts.length == 1) {
            return CONTEXTS.stream().map(context -> context + LEVEL).collect(Collectors.joining(";"));
        }
        return CONTEXTS.contains(parts[1]) ? parts[1] + LEVEL : "ERROR::bad-context";
    }
}
