package io.aeroarrow.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Messages that no Arrow library would send end their call with an error, and leave the server as it was. Cut record batches are
 * missing here: they end their call as well, but Flight 19 does not free them.
 */
@Timeout(120)
class MalformedMessagesTest {

    private static final String PUT = "{\"write\":{\"namespace\":\"test\",\"set\":\"malformed\",\"key\":\"id\"}}";
    private static final MethodDescriptor<byte[], byte[]> DO_PUT = MethodDescriptor.newBuilder(new Bytes(), new Bytes())
            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
            .setFullMethodName("arrow.flight.protocol.FlightService/DoPut")
            .build();

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The header and the body of a message of Arrow's IPC format. */
    private record Ipc(ByteString header, ByteString body) {}

    private static List<Ipc> messages() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RootAllocator allocator = new RootAllocator();
                BigIntVector ids = new BigIntVector("id", allocator);
                VarCharVector names = new VarCharVector("name", allocator)) {
            for (int i = 0; i < 100; i++) {
                ids.setSafe(i, i);
                names.setSafe(i, ("name " + i).getBytes(StandardCharsets.UTF_8));
            }
            ids.setValueCount(100);
            names.setValueCount(100);
            VectorSchemaRoot root = VectorSchemaRoot.of(ids, names);
            try (ArrowStreamWriter writer = new ArrowStreamWriter(root, null, bytes)) {
                writer.writeBatch();
            }
        }
        ByteBuffer stream = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        List<Ipc> messages = new ArrayList<>();
        // Each message begins with a marker and the length of its header; the last header is empty.
        while (stream.getInt() == -1) {
            byte[] header = new byte[stream.getInt()];
            if (header.length == 0) {
                break;
            }
            stream.get(header);
            byte[] body = new byte
                    [(int) Message.getRootAsMessage(ByteBuffer.wrap(header)).bodyLength()];
            stream.get(body);
            messages.add(new Ipc(ByteString.copyFrom(header), ByteString.copyFrom(body)));
        }
        return messages;
    }

    /** Encodes a {@code FlightData}: descriptor, header and body are its fields 1, 2 and 1,000. */
    private static byte[] data(boolean first, byte[] header, byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        if (first) {
            ByteArrayOutputStream descriptor = new ByteArrayOutputStream();
            CodedOutputStream fields = CodedOutputStream.newInstance(descriptor);
            fields.writeEnum(1, 2);
            fields.writeBytes(2, ByteString.copyFromUtf8(PUT));
            fields.flush();
            out.writeByteArray(1, descriptor.toByteArray());
        }
        out.writeByteArray(2, header);
        out.writeByteArray(1_000, body);
        out.flush();
        return bytes.toByteArray();
    }

    private static Status.Code put(ManagedChannel channel, List<byte[]> messages) {
        return put(channel, messages, 30);
    }

    private static Status.Code put(ManagedChannel channel, List<byte[]> messages, int seconds) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        StreamObserver<byte[]> call = ClientCalls.asyncBidiStreamingCall(
                channel.newCall(DO_PUT, CallOptions.DEFAULT.withDeadlineAfter(seconds, TimeUnit.SECONDS)),
                new StreamObserver<>() {
                    @Override
                    public void onNext(byte[] answer) {
                        // Progress of the put.
                    }

                    @Override
                    public void onError(Throwable failure) {
                        end.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        end.complete(null);
                    }
                });
        messages.forEach(call::onNext);
        call.onCompleted();
        CompletionException failure = catchThrowableOfType(CompletionException.class, end::join);
        return failure == null
                ? Status.Code.OK
                : ((StatusRuntimeException) failure.getCause()).getStatus().getCode();
    }

    @Test
    void endTheirCallAndLeaveNothing() throws Exception {
        List<Ipc> messages = messages();
        byte[] schema = data(
                true,
                messages.get(0).header().toByteArray(),
                messages.get(0).body().toByteArray());
        byte[] header = messages.get(1).header().toByteArray();
        byte[] body = messages.get(1).body().toByteArray();
        byte[] offsets = body.clone();
        RecordBatch batch =
                (RecordBatch) Message.getRootAsMessage(ByteBuffer.wrap(header)).header(new RecordBatch());
        // The fourth buffer has the offsets of the names.
        int at = (int) batch.buffers(3).offset();
        Arrays.fill(offsets, at + 200, at + 240, (byte) 0x7F);
        List<List<byte[]>> malformed = List.of(
                List.of(data(true, new byte[0], new byte[0])),
                List.of(data(true, new byte[] {1, 2, 3, 4}, new byte[0])),
                List.of(data(true, Arrays.copyOf(messages.get(0).header().toByteArray(), 40), new byte[0])),
                List.of(schema, data(false, header, new byte[0])),
                List.of(schema, data(false, header, offsets)));
        try (FlightFixture flight = new FlightFixture(config -> config)) {
            ManagedChannel channel = ManagedChannelBuilder.forAddress("127.0.0.1", flight.server.port())
                    .usePlaintext()
                    .build();
            try {
                for (int i = 0; i < malformed.size(); i++) {
                    assertThat(put(channel, malformed.get(i)))
                            .as("message " + i)
                            .isNotIn(Status.Code.OK, Status.Code.DEADLINE_EXCEEDED);
                }
                assertThat(put(channel, List.of(schema, data(false, header, body))))
                        .isEqualTo(Status.Code.OK);
            } finally {
                channel.shutdownNow().awaitTermination(20, TimeUnit.SECONDS);
            }
            assertThat(SqlRows.of(new FlightSqlClient(flight.client), "SELECT count(*) FROM test.malformed"))
                    .containsExactly("100");
        }
    }
}
