package io.aeroarrow.internal.request;

import io.aeroarrow.admin.ServerFeature;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.internal.message.MessageLayout;
import io.aeroarrow.internal.message.MessageWriter;
import io.aeroarrow.internal.value.MsgpackWriter;
import io.aeroarrow.internal.value.Particle;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that servers compute for each record. It cannot fail: a value that the server cannot compute is absent. In a
 * scan, an operation that fails would make the server leave out the record, without an error.
 */
public final class ExpressionRead {

    private static final int RECORD_SIZE = 74;
    private static final int LAST_UPDATE = 66;
    /** An expression without a value is an absent value instead of a failure. */
    private static final int EVAL_NO_FAIL = 0x10;

    private static final int OTHER_TYPE_LENGTH = 3;
    private static final int OTHER_TYPE_HEADER = 0x81;
    private static final int OTHER_TYPE_KEY = 0;

    private final String name;
    private final String column;
    private final @Nullable String bin;
    private final @Nullable ServerFeature needed;
    private final byte[] operation;

    private ExpressionRead(
            String name, String column, @Nullable String bin, @Nullable ServerFeature needed, byte[] expression) {
        this.name = name;
        this.column = column;
        this.bin = bin;
        this.needed = needed;
        MsgpackWriter out = new MsgpackWriter();
        out.array(2);
        out.encoded(expression);
        out.integer(EVAL_NO_FAIL);
        operation = out.bytes();
    }

    /**
     * Reads the size of the record in bytes, as stored.
     *
     * @param name the name of the value in the answer, different from the names of all other values
     * @param column the column to name in errors
     */
    public static ExpressionRead recordSize(String name, String column) {
        return new ExpressionRead(name, column, null, ServerFeature.RECORD_SIZE, metadata(RECORD_SIZE));
    }

    /** Reads the time of the last update in nanoseconds since 1970; the parameters are as for {@link #recordSize}. */
    public static ExpressionRead lastUpdate(String name, String column) {
        return new ExpressionRead(name, column, null, null, metadata(LAST_UPDATE));
    }

    /**
     * Reads the number of elements of a list, or of pairs of a map. Absent if the bin is absent; negative for another type
     * of bin: the number of the type times -1.
     *
     * @param name as for {@link #recordSize}
     * @param column as for {@link #recordSize}
     * @param bin the bin
     */
    public static ExpressionRead elements(String name, String column, String bin) {
        return new ExpressionRead(name, column, bin, null, CountEncoder.elements(bin));
    }

    /** Reads the estimated number of different values in a HyperLogLog; otherwise as {@link #elements}. */
    public static ExpressionRead hllCount(String name, String column, String bin) {
        return new ExpressionRead(name, column, bin, null, CountEncoder.hllCount(bin));
    }

    /**
     * Reads some pairs of a map, as a map. If the bin or a key of the path is absent, the value is absent. If there is
     * something else than a map, the value is {@code {0: type of the bin}}, see {@link #isOtherType}.
     *
     * @param name as for {@link #recordSize}
     * @param column as for {@link #recordSize}
     * @param bin the bin of a map
     * @param path the keys that lead to the map to read; empty for the bin's own map
     * @param keys the keys of the pairs to read
     */
    public static ExpressionRead mapSubset(
            String name, String column, String bin, List<String> path, List<String> keys) {
        return new ExpressionRead(name, column, bin, null, MapSubsetEncoder.encode(bin, path, keys));
    }

    /**
     * Whether the value that {@link #mapSubset} read means that there is no map.
     *
     * @param map the address of the value, a map
     * @param length the number of its bytes
     */
    public static boolean isOtherType(long map, int length) {
        return length == OTHER_TYPE_LENGTH
                && RawMemory.getUnsignedByte(map) == OTHER_TYPE_HEADER
                && RawMemory.getUnsignedByte(map + 1) == OTHER_TYPE_KEY;
    }

    /** The type of the bin that {@link #isOtherType} found. */
    public static int otherType(long map) {
        return RawMemory.getUnsignedByte(map + 2);
    }

    private static byte[] metadata(int opcode) {
        MsgpackWriter out = new MsgpackWriter();
        out.array(1);
        out.integer(opcode);
        return out.bytes();
    }

    /** The name of the value in the answer. */
    public String name() {
        return name;
    }

    /** The bin that the value is computed from; null if it is record metadata. */
    public @Nullable String bin() {
        return bin;
    }

    /**
     * Checks that all servers can compute some values in a lookup.
     *
     * @param servers the lowest version of all nodes
     * @throws IllegalArgumentException names the column and the version that is needed
     */
    public static void requireInLookup(List<ExpressionRead> reads, ServerBuild servers) {
        for (ExpressionRead read : reads) {
            if (read.needed != null) {
                read.require(read.needed, servers, "");
            }
        }
    }

    /** Checks that all servers can compute some values in a scan; otherwise as {@link #requireInLookup}. */
    public static void requireInScan(List<ExpressionRead> reads, ServerBuild servers) {
        for (ExpressionRead read : reads) {
            read.require(ServerFeature.QUERY_OPERATIONS, servers, ", or read the records by key");
        }
    }

    private void require(ServerFeature feature, ServerBuild servers, String alternative) {
        if (!servers.supports(feature)) {
            throw new IllegalArgumentException("column '" + column + "' needs server " + feature.since()
                    + " on all nodes; the lowest version in the cluster is " + servers + ". Upgrade the servers"
                    + alternative + ".");
        }
    }

    void writeTo(ByteBuf target) {
        MessageWriter.opHeader(target, MessageLayout.OP_EXPRESSION_READ, Particle.BLOB, name, operation.length)
                .writeBytes(operation);
    }

    /** The most bytes that some reads take in a request. */
    static int maxBytes(List<ExpressionRead> reads) {
        return reads.stream()
                .mapToInt(read -> Integer.BYTES
                        + MessageLayout.OP_HEADER_SIZE
                        + MessageWriter.maxBytes(read.name)
                        + read.operation.length)
                .sum();
    }

    @Override
    public String toString() {
        return column;
    }
}
