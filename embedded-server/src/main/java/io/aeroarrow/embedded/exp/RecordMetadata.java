package io.aeroarrow.embedded.exp;

import io.aeroarrow.embedded.store.ServerTime;
import io.aeroarrow.embedded.wire.Bytes;

/** What an expression can ask of a record besides its bins. */
final class RecordMetadata {
    private static final int DIGEST_MODULO = 64;
    private static final int DEVICE_SIZE = 65;
    private static final int LAST_UPDATE = 66;
    private static final int SINCE_UPDATE = 67;
    private static final int VOID_TIME = 68;
    private static final int TTL = 69;
    private static final int SET_NAME = 70;
    private static final int KEY_EXISTS = 71;
    private static final int IS_TOMBSTONE = 72;
    private static final int MEMORY_SIZE = 73;
    private static final int RECORD_SIZE = 74;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NEVER = -1;

    private RecordMetadata() {}

    static Node compile(int opcode, Arguments arguments) {
        return switch (opcode) {
            case DIGEST_MODULO -> digestModulo(arguments.literalInteger());
            case RECORD_SIZE, MEMORY_SIZE ->
                integer(evaluation -> Value.of(evaluation.stored().storedSize()));
            // There is no device.
            case DEVICE_SIZE -> integer(evaluation -> Value.of(0L));
            case LAST_UPDATE ->
                integer(evaluation -> Value.of(evaluation.stored().lastUpdateMillis() * NANOS_PER_MILLI));
            case SINCE_UPDATE ->
                integer(evaluation -> Value.of(
                        evaluation.time().millis() - evaluation.stored().lastUpdateMillis()));
            case VOID_TIME -> integer(RecordMetadata::voidTime);
            case TTL -> integer(RecordMetadata::ttl);
            case SET_NAME ->
                new Node(
                        ExpType.STRING,
                        evaluation -> new Value.Raw(evaluation.stored().set().name()));
            case KEY_EXISTS ->
                new Node(
                        ExpType.BOOL, evaluation -> Value.of(evaluation.stored().userKey() != null));
            // The community edition leaves no tombstones.
            case IS_TOMBSTONE -> new Node(ExpType.BOOL, evaluation -> Value.FALSE);
            default -> key(ExpType.ofId((int) arguments.literalInteger()));
        };
    }

    private static Node integer(Evaluator evaluator) {
        return new Node(ExpType.INT, evaluator);
    }

    private static Node digestModulo(long modulus) {
        if (modulus == 0 || modulus != (int) modulus) {
            throw new InvalidExpression("digest modulo " + modulus);
        }
        return integer(evaluation -> Value.of(evaluation.digest().tailLittleEndian() % modulus));
    }

    private static Value voidTime(Evaluation evaluation) {
        int voidTime = evaluation.stored().voidTime();
        return Value.of(
                voidTime == 0
                        ? NEVER
                        : (Integer.toUnsignedLong(voidTime) + ServerTime.EPOCH_2010_SECONDS) * NANOS_PER_SECOND);
    }

    private static Value ttl(Evaluation evaluation) {
        int voidTime = evaluation.stored().voidTime();
        return Value.of(
                voidTime == 0
                        ? NEVER
                        : Integer.toUnsignedLong(voidTime) - evaluation.time().voidTime());
    }

    private static Node key(ExpType type) {
        if (type != ExpType.INT && type != ExpType.STRING && type != ExpType.BLOB) {
            throw new InvalidExpression("no key has type " + type);
        }
        return new Node(type, evaluation -> {
            Bytes key = evaluation.stored().userKey();
            if (key == null || key.u8(0) != type.particle()) {
                return Value.UNKNOWN;
            }
            return BinAccess.value(type, key.slice(1, key.length() - 1));
        });
    }
}
