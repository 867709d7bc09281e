package io.aeroarrow.embedded.internal.net;

import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.internal.command.DataRequestDispatcher;
import io.aeroarrow.embedded.internal.info.ConnectionLimits;
import io.aeroarrow.embedded.internal.info.InfoCommands;
import io.aeroarrow.embedded.internal.info.NodeStatistics;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Sets up the pipeline of each connection: limits, TLS, frames, faults, compression and requests. */
public final class ConnectionPipeline {
    private final ConnectionLimits limits;
    private final TransportSecurity admission;
    private final Faults faults;
    private final boolean compression;
    private final DataRequestDispatcher data;
    private final InfoCommands info;
    private final NodeStatistics statistics;
    private final AtomicInteger open = new AtomicInteger();

    public ConnectionPipeline(
            ConnectionLimits limits,
            TransportSecurity admission,
            Faults faults,
            boolean compression,
            DataRequestDispatcher data,
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
        pipeline.addLast(new ConnectionLimitHandler(limits.most(), open));
        if (!limits.idle().isZero()) {
            pipeline.addLast(new IdleStateHandler(0, 0, limits.idle().toMillis(), TimeUnit.MILLISECONDS));
        }
        admission.encrypt(pipeline);
        pipeline.addLast(new FrameDecoder(statistics)).addLast(new FaultHandler(faults));
        if (compression) {
            pipeline.addLast(new CompressionHandler());
        }
        pipeline.addLast(new ClientConnection(admission.connection(), data, info, statistics));
    }
}
