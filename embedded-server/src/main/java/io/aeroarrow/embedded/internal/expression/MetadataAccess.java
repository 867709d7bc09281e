package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.store.ServerTime;
import io.aeroarrow.embedded.internal.wire.ByteSlice;

/** The operators on record metadata and the user key. */
final class MetadataAccess {
    static final int DIGEST_MODULO = 64;
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

    private MetadataAccess() {}

    static TypedExpression compile(int opcode, CallArguments arguments) {
        return switch (opcode) {
            case DIGEST_MODULO -> digestModulo(arguments.literalInteger());
            case RECORD_SIZE, MEMORY_SIZE ->
                integer(evaluation -> ExpressionValue.of(evaluation.stored().storedSize()));
            // The server has no device.
            case DEVICE_SIZE -> integer(evaluation -> ExpressionValue.of(0L));
            case LAST_UPDATE ->
                integer(evaluation -> ExpressionValue.of(evaluation.stored().lastUpdateMillis() * NANOS_PER_MILLI));
            case SINCE_UPDATE ->
                integer(evaluation -> ExpressionValue.of(
                        evaluation.time().millis() - evaluation.stored().lastUpdateMillis()));
            case VOID_TIME -> integer(MetadataAccess::voidTime);
            case TTL -> integer(MetadataAccess::ttl);
            case SET_NAME ->
                new TypedExpression(
                        ExpressionType.STRING,
                        evaluation -> new ExpressionValue.Raw(
                                evaluation.stored().set().name()));
            case KEY_EXISTS ->
                new TypedExpression(
                        ExpressionType.BOOL,
                        evaluation -> ExpressionValue.of(evaluation.stored().userKey() != null));
            // The Community Edition has no tombstones.
            case IS_TOMBSTONE -> new TypedExpression(ExpressionType.BOOL, evaluation -> ExpressionValue.FALSE);
            default -> key(ExpressionType.ofId((int) arguments.literalInteger()));
        };
    }

    private static TypedExpression integer(Evaluator evaluator) {
        return new TypedExpression(ExpressionType.INT, evaluator);
    }

    private static TypedExpression digestModulo(long modulus) {
        if (modulus == 0 || modulus != (int) modulus) {
            throw new InvalidExpression("digest modulo " + modulus);
        }
        return integer(evaluation -> ExpressionValue.of(evaluation.digest().tailLittleEndian() % modulus));
    }

    private static ExpressionValue voidTime(EvaluationContext evaluation) {
        int voidTime = evaluation.stored().voidTime();
        return ExpressionValue.of(
                voidTime == 0
                        ? NEVER
                        : (Integer.toUnsignedLong(voidTime) + ServerTime.EPOCH_2010_SECONDS) * NANOS_PER_SECOND);
    }

    private static ExpressionValue ttl(EvaluationContext evaluation) {
        int voidTime = evaluation.stored().voidTime();
        return ExpressionValue.of(
                voidTime == 0
                        ? NEVER
                        : Integer.toUnsignedLong(voidTime) - evaluation.time().voidTime());
    }

    private static TypedExpression key(ExpressionType type) {
        if (type != ExpressionType.INT && type != ExpressionType.STRING && type != ExpressionType.BLOB) {
            throw new InvalidExpression("a key cannot have type " + type);
        }
        return new TypedExpression(type, evaluation -> {
            ByteSlice key = evaluation.stored().userKey();
            if (key == null || key.u8(0) != type.particle()) {
                return ExpressionValue.UNKNOWN;
            }
            return BinAccess.value(type, key.slice(1, key.length() - 1));
        });
    }
}
