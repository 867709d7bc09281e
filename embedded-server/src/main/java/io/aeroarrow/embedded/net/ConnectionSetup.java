package io.aeroarrow.embedded.net;

import io.aeroarrow.embedded.command.DataRequests;
import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.info.ConnectionLimits;
import io.aeroarrow.embedded.info.InfoCommands;
import io.aeroarrow.embedded.info.NodeStatistics;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands between a node's sockets and its commands. */
public final class ConnectionSetup {
    private final ConnectionLimits limits;
    private final Admission admission;
    private final Faults faults;
    private final boolean compression;
    private final DataRequests data;
    private final InfoCommands info;
    private final NodeStatistics statistics;
    private final AtomicInteger open = new AtomicInteger();

    public ConnectionSetup(
            ConnectionLimits limits,
            Admission admission,
            Faults faults,
            boolean compression,
            DataRequests data,
            InfoCommands info,
            NodeStatistics statistics) {
        this.limits = limits;
        this.admission = admission;
        this.faults = faults;
        this.compression = compression;
        this.data = data;
        this.info = info;
        this.statistics = statistics;
    }

    void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(new ConnectionLimit(limits.most(), open));
        if (!limits.idle().isZero()) {
            pipeline.addLast(new IdleStateHandler(0, 0, limits.idle().toMillis(), TimeUnit.MILLISECONDS));
        }
        admission.encrypt(pipeline);
        pipeline.addLast(new FrameDecoder(statistics)).addLast(new FaultHandler(faults));
        if (compression) {
            pipeline.addLast(new Compression());
        }
        pipeline.addLast(new ClientConnection(admission.connection(), data, info, statistics));
    }
}
