package io.aeroarrow.embedded;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Requests to a node that the test chooses, not the client. */
final class RawRequests {
    private static final int NAMESPACE = 0;
    private static final int SET = 1;
    private static final int DIGEST = 4;
    private static final int PARTITIONS = 11;
    private static final int UDF_MODULE = 30;
    private static final int UDF_FUNCTION = 31;
    private static final int UDF_ARGUMENTS = 32;
    private static final int UDF_OP = 33;

    private RawRequests() {}

    /** A message of an answer. */
    record Answer(int info3, int resultCode, int generation) {
        boolean isLast() {
            return (info3 & 1) != 0;
        }

        boolean isPartitionDone() {
            return (info3 & 4) != 0;
        }
    }

    static Answer get(EmbeddedServer server, String set, byte[] digest) {
        return single(server, getRequest(set, digest));
    }

    static byte[] getRequest(String set, byte[] digest) {
        return message(3, 0, 0, List.of(namespace(), set(set), field(DIGEST, digest)), List.of());
    }

    static Answer put(EmbeddedServer server, String set, byte[] digest, long value) {
        byte[] op = ByteBuffer.allocate(17)
                .putInt(13)
                .put(new byte[] {2, 1, 0, 1, 'a'})
                .putLong(value)
                .array();
        return single(server, message(0, 1, 0, List.of(namespace(), set(set), field(DIGEST, digest)), List.of(op)));
    }

    private static Answer single(EmbeddedServer server, byte[] request) {
        try (RawConnection connection = new RawConnection(server)) {
            connection.send(request);
            return messages(connection.readFrame()).get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All messages of the answer to a scan of some partitions, including the last one. */
    static List<Answer> scan(EmbeddedServer server, String set, int... partitions) {
        try (RawConnection connection = new RawConnection(server)) {
            connection.send(scanRequest(set, partitions));
            List<Answer> answers = new ArrayList<>();
            while (answers.isEmpty() || !answers.get(answers.size() - 1).isLast()) {
                answers.addAll(messages(connection.readFrame()));
            }
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] scanRequest(String set, int... partitions) {
        ByteBuffer ids = ByteBuffer.allocate(2 * partitions.length).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.of(partitions).forEach(partition -> ids.putShort((short) partition));
        return message(1, 0, 4, List.of(namespace(), set(set), field(PARTITIONS, ids.array())), List.of());
    }

    /** A query that calls a function of a stream without arguments. */
    static byte[] aggregation(String set, String module, String function) {
        return message(
                1,
                0,
                0,
                List.of(
                        namespace(),
                        set(set),
                        field(UDF_OP, new byte[] {1}),
                        field(UDF_MODULE, module.getBytes(StandardCharsets.US_ASCII)),
                        field(UDF_FUNCTION, function.getBytes(StandardCharsets.US_ASCII)),
                        field(UDF_ARGUMENTS, new byte[] {(byte) 0x90})),
                List.of());
    }

    /** A digest of the partition. */
    static byte[] digest(int partition, int number) {
        return ByteBuffer.allocate(20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) partition)
                .putInt(number)
                .array();
    }

    private static byte[] namespace() {
        return field(NAMESPACE, "test".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] set(String name) {
        return field(SET, name.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] field(int type, byte[] payload) {
        return ByteBuffer.allocate(5 + payload.length)
                .putInt(1 + payload.length)
                .put((byte) type)
                .put(payload)
                .array();
    }

    private static byte[] message(int info1, int info2, int info3, List<byte[]> fields, List<byte[]> ops) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(body)) {
            out.write(new byte[] {22, (byte) info1, (byte) info2, (byte) info3, 0, 0});
            out.write(new byte[12]);
            out.writeShort(fields.size());
            out.writeShort(ops.size());
            for (byte[] field : fields) {
                out.write(field);
            }
            for (byte[] op : ops) {
                out.write(op);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.allocate(8 + body.size())
                .putLong(0x0203L << 48 | body.size())
                .put(body.toByteArray())
                .array();
    }

    static List<Answer> messages(byte[] frame) {
        List<Answer> answers = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(frame, 8, frame.length - 8);
        while (in.hasRemaining()) {
            int start = in.position();
            answers.add(new Answer(in.get(start + 3), in.get(start + 5) & 0xff, in.getInt(start + 6)));
            int parts = in.getShort(start + 18) + in.getShort(start + 20);
            in.position(start + 22);
            for (int i = 0; i < parts; i++) {
                in.position(in.getInt() + in.position());
            }
        }
        return answers;
    }
}
