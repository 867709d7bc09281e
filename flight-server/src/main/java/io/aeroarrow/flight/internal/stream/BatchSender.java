package io.aeroarrow.flight.internal.stream;

import io.aeroarrow.flight.internal.run.RunningStatement;
import io.aeroarrow.flight.internal.run.ServerMeters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.TransferPair;

/** Sends the batches of readers to one client, in messages that every client accepts. */
public final class BatchSender implements AutoCloseable {

    /** Clients in Go refuse messages above 16 MiB by default. */
    static final long MAX_BYTES = 12L << 20;

    private final ServerStreamListener listener;
    private final ClientGate gate;
    private final RunningStatement statement;
    private final ServerMeters meters;
    private final VectorSchemaRoot out;

    private BatchSender(
            ServerStreamListener listener,
            ClientGate gate,
            RunningStatement statement,
            ServerMeters meters,
            VectorSchemaRoot out) {
        this.listener = listener;
        this.gate = gate;
        this.statement = statement;
        this.meters = meters;
        this.out = out;
    }

    /** Starts the answer, whose batches have a schema. */
    public static BatchSender start(
            Schema schema,
            BufferAllocator allocator,
            ServerStreamListener listener,
            ClientGate gate,
            RunningStatement statement,
            ServerMeters meters) {
        VectorSchemaRoot out = VectorSchemaRoot.create(schema, allocator);
        try {
            listener.start(out);
        } catch (RuntimeException e) {
            out.close();
            throw e;
        }
        return new BatchSender(listener, gate, statement, meters, out);
    }

    /** Sends all batches of a reader. */
    public void send(ArrowReader reader) throws IOException, InterruptedException {
        while (reader.loadNextBatch()) {
            send(reader.getVectorSchemaRoot());
        }
    }

    /** Sends a batch. Its memory may move to this sender. */
    public void send(VectorSchemaRoot batch) throws InterruptedException {
        statement.addRows(batch.getRowCount());
        if (bytes(batch) <= MAX_BYTES || batch.getRowCount() < 2) {
            for (TransferPair pair : pairs(batch)) {
                pair.transfer();
            }
            put(batch.getRowCount());
        } else {
            sendRange(pairs(batch), 0, batch.getRowCount());
        }
    }

    private List<TransferPair> pairs(VectorSchemaRoot batch) {
        List<TransferPair> pairs = new ArrayList<>();
        for (int i = 0; i < batch.getFieldVectors().size(); i++) {
            pairs.add(batch.getVector(i).makeTransferPair(out.getVector(i)));
        }
        return pairs;
    }

    private void sendRange(List<TransferPair> pairs, int start, int rows) throws InterruptedException {
        pairs.forEach(pair -> pair.splitAndTransfer(start, rows));
        out.setRowCount(rows);
        if (bytes(out) > MAX_BYTES && rows > 1) {
            out.clear();
            sendRange(pairs, start, rows / 2);
            sendRange(pairs, start + rows / 2, rows - rows / 2);
        } else {
            put(rows);
        }
    }

    private void put(int rows) throws InterruptedException {
        out.setRowCount(rows);
        gate.awaitReady();
        meters.sent(bytes(out));
        listener.putNext();
        // The transport has copied the buffers.
        out.clear();
    }

    private static long bytes(VectorSchemaRoot batch) {
        long bytes = 0;
        for (FieldVector vector : batch.getFieldVectors()) {
            bytes += vector.getBufferSize();
        }
        return bytes;
    }

    @Override
    public void close() {
        out.close();
    }
}
