package io.aeroarrow.flight.internal.service;

import io.aeroarrow.flight.config.FlightServerConfig;
import io.aeroarrow.flight.internal.auth.CallerSessions;
import io.aeroarrow.flight.internal.engine.EnginePool;
import io.aeroarrow.flight.internal.run.ServerMeters;
import io.aeroarrow.flight.internal.run.StatementRegistry;
import io.aeroarrow.flight.internal.sql.SqlParser;
import io.aeroarrow.flight.internal.ticket.TicketSigner;
import java.util.concurrent.ExecutorService;
import org.apache.arrow.memory.BufferAllocator;

/**
 * What all calls share.
 *
 * @param executor runs the calls that answer with a stream; the threads of the transport must stay free
 */
public record ServerContext(
        FlightServerConfig config,
        BufferAllocator allocator,
        CallerSessions sessions,
        StatementRegistry registry,
        ServerMeters meters,
        TicketSigner signer,
        ExecutorService executor,
        SqlParser parser,
        EnginePool engines) {}
