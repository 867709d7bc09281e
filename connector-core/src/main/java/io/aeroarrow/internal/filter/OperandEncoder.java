package io.aeroarrow.internal.filter;

import io.aeroarrow.filter.CollectionSize;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.Operand.DigestModulo;
import io.aeroarrow.filter.Operand.ExpressionValue;
import io.aeroarrow.filter.Operand.UserKey;
import io.aeroarrow.filter.RecordMetadata;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.internal.value.MsgpackWriter;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.BoolValue;
import io.aeroarrow.model.Value.FloatValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.StringValue;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Encodes the operands of a filter. Both sides of a comparison have the type of the value. */
final class OperandEncoder {

    static final int TYPE_BOOL = 1;
    static final int TYPE_INTEGER = 2;
    static final int TYPE_STRING = 3;
    static final int TYPE_LIST = 4;
    static final int TYPE_MAP = 5;
    static final int TYPE_BLOB = 6;
    static final int TYPE_FLOAT = 7;

    private static final int DIGEST_MODULO = 64;
    private static final int LAST_UPDATE = 66;
    private static final int VOID_TIME = 68;
    private static final int TIME_TO_LIVE = 69;
    private static final int SET_NAME = 70;
    private static final int RECORD_SIZE = 74;
    private static final int KEY = 80;
    private static final int QUOTE = 126;

    /** An extension without data whose type is the flag of ordered lists. */
    private static final byte[] ORDERED_LIST = {(byte) 0xc7, 0, 1};

    private final MsgpackWriter out;
    private final PathEncoder paths;

    OperandEncoder(MsgpackWriter out) {
        this.out = out;
        this.paths = new PathEncoder(out, this);
    }

    /** The encoder of values in lists and maps. */
    PathEncoder paths() {
        return paths;
    }

    /** Encodes an operand that is compared with a value of the same type as {@code like}. */
    void write(Operand operand, Value like) {
        if (operand instanceof StoredValue stored) {
            paths.write(stored, type(like));
        } else if (operand instanceof CollectionSize size) {
            paths.write(size);
        } else if (operand instanceof UserKey) {
            out.array(2);
            out.integer(KEY);
            out.integer(type(like));
        } else if (operand instanceof DigestModulo digest) {
            out.array(2);
            out.integer(DIGEST_MODULO);
            out.integer(digest.modulus());
        } else if (operand instanceof ExpressionValue expression) {
            out.encoded(expression.bytes());
        } else if (operand instanceof RecordMetadata metadata) {
            out.array(1);
            out.integer(opcode(metadata));
        } else {
            throw new IllegalArgumentException("no expression for " + operand);
        }
    }

    void writeValue(Value value) {
        if (value instanceof IntegerValue integer) {
            out.integer(integer.value());
        } else if (value instanceof FloatValue number) {
            out.number(number.value());
        } else if (value instanceof StringValue text) {
            out.particle(Particle.STRING, text.value().getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof BoolValue bool) {
            out.bool(bool.value());
        } else if (value instanceof BlobValue blob) {
            out.particle(Particle.BLOB, blob.bytes());
        } else {
            throw new IllegalArgumentException("no constant for " + value);
        }
    }

    /** Encodes a quoted list: a bare list would be a call. */
    void writeList(List<Value> values) {
        out.array(2);
        out.integer(QUOTE);
        out.array(values.size());
        values.forEach(this::writeValue);
    }

    /**
     * Encodes a quoted list that the server searches, because its first element declares it as ordered.
     *
     * @param values in the order of servers
     */
    void writeOrderedList(List<Value> values) {
        out.array(2);
        out.integer(QUOTE);
        out.array(values.size() + 1);
        out.encoded(ORDERED_LIST);
        values.forEach(this::writeValue);
    }

    private static int type(Value value) {
        if (value instanceof IntegerValue) {
            return TYPE_INTEGER;
        } else if (value instanceof FloatValue) {
            return TYPE_FLOAT;
        } else if (value instanceof StringValue) {
            return TYPE_STRING;
        } else if (value instanceof BoolValue) {
            return TYPE_BOOL;
        } else if (value instanceof BlobValue) {
            return TYPE_BLOB;
        }
        throw new IllegalArgumentException("no constant for " + value);
    }

    private static int opcode(RecordMetadata metadata) {
        return switch (metadata) {
            case SET_NAME -> SET_NAME;
            case LAST_UPDATE -> LAST_UPDATE;
            case VOID_TIME -> VOID_TIME;
            case TIME_TO_LIVE -> TIME_TO_LIVE;
            case RECORD_SIZE -> RECORD_SIZE;
        };
    }
}
