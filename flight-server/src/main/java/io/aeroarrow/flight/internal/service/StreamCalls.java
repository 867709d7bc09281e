package io.aeroarrow.flight.internal.service;

import io.aeroarrow.flight.internal.auth.ClientLease;
import io.aeroarrow.flight.internal.run.CallFailures;
import io.aeroarrow.flight.internal.run.RunningStatement;
import io.aeroarrow.flight.internal.service.SqlPlans.Scope;
import io.aeroarrow.flight.internal.stream.BatchSender;
import io.aeroarrow.flight.internal.stream.ClientGate;
import io.aeroarrow.flight.internal.stream.StreamPlan;
import io.aeroarrow.model.PartitionSet;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightProducer.CallContext;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Runs calls that answer with a stream: admits them, runs them on a thread of their own, and says how they ended. */
final class StreamCalls {

    /** Answers one call. */
    interface Answer {
        void run(Session session) throws Exception;
    }

    /** Plans a read for the caller. */
    interface Planning {
        StreamPlan plan(ClientLease lease, BufferAllocator allocator, RunningStatement statement) throws Exception;
    }

    /** What a call does with the cluster, before it answers. */
    interface Work<T> {
        T run(Scope scope) throws Exception;
    }

    /** One call: who calls, and where the answer goes. */
    final class Session {
        private final ClientLease lease;
        private final BufferAllocator allocator;
        private final ServerStreamListener listener;
        private final ClientGate gate;
        private final RunningStatement statement;

        Session(
                ClientLease lease,
                BufferAllocator allocator,
                ServerStreamListener listener,
                ClientGate gate,
                RunningStatement statement) {
            this.lease = lease;
            this.allocator = allocator;
            this.listener = listener;
            this.gate = gate;
            this.statement = statement;
        }

        ClientLease lease() {
            return lease;
        }

        BufferAllocator allocator() {
            return allocator;
        }

        RunningStatement statement() {
            return statement;
        }

        BatchSender sender(Schema schema) {
            return BatchSender.start(schema, allocator, listener, gate, statement, server.meters());
        }
    }

    private final ServerContext server;

    StreamCalls(ServerContext server) {
        this.server = server;
    }

    /** Reads one part of a plan. */
    void read(
            CallContext call,
            String statement,
            ServerStreamListener listener,
            Optional<PartitionSet> part,
            Planning planning) {
        start(call, statement, listener, session -> {
            StreamPlan plan = planning.plan(session.lease(), session.allocator(), session.statement());
            try (ArrowReader reader = plan.open(part);
                    BatchSender sender =
                            session.sender(reader.getVectorSchemaRoot().getSchema())) {
                sender.send(reader);
            }
        });
    }

    /** Runs a call within the limits of statements. */
    <T> T within(CallContext call, Work<T> work) {
        try (ClientLease lease = server.sessions().lease(call);
                RunningStatement statement =
                        server.registry().open(UUID.randomUUID().toString(), lease.user())) {
            return run(lease, statement, work);
        }
    }

    private <T> T run(ClientLease lease, RunningStatement statement, Work<T> work) {
        statement.runsHere();
        try (BufferAllocator allocator = server.allocator()
                .newChildAllocator("plan", 0, server.allocator().getLimit())) {
            return work.run(new Scope(lease, allocator, statement));
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw CallFailures.of(e, statement);
        }
    }

    /** Starts a call on a thread of its own. */
    void start(CallContext call, String statementId, ServerStreamListener listener, Answer answer) {
        RunningStatement statement;
        ClientLease lease = server.sessions().lease(call);
        try {
            statement = server.registry().open(statementId, lease.user());
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
        try {
            ClientGate gate = new ClientGate(listener, statement);
            server.executor().execute(() -> run(lease, statement, listener, gate, answer));
        } catch (RejectedExecutionException e) {
            statement.close();
            lease.close();
            throw CallStatus.UNAVAILABLE
                    .withDescription("the server is shutting down")
                    .withCause(e)
                    .toRuntimeException();
        }
    }

    /** Reports every failure, errors included, to the client, which would wait for ever. */
    @SuppressWarnings("CatchingUnchecked")
    private void run(
            ClientLease lease,
            RunningStatement statement,
            ServerStreamListener listener,
            ClientGate gate,
            Answer answer) {
        Throwable failure = null;
        try (lease;
                statement) {
            statement.runsHere();
            try (BufferAllocator allocator = server.allocator()
                    .newChildAllocator("statement", 0, server.allocator().getLimit())) {
                answer.run(new Session(lease, allocator, listener, gate, statement));
            }
        } catch (Throwable e) {
            failure = e;
        }
        if (failure == null) {
            listener.completed();
        } else {
            FlightRuntimeException said = CallFailures.of(failure, statement);
            server.meters().failed(said.status());
            listener.error(said);
        }
    }
}
