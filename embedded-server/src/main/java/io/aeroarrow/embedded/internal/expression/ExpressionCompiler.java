package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.msgpack.CanonicalContainers;
import io.aeroarrow.embedded.internal.msgpack.MalformedMsgpack;
import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import io.aeroarrow.embedded.internal.wire.ServerVersion;

/** Compiles the msgpack of an expression: constants itself, calls by the operator classes. */
final class ExpressionCompiler {
    private static final int IN_LIST = 9;
    private static final int RESULT_REMOVE = 100;
    private static final int LOOP_VARIABLE = 122;
    private static final int QUOTE = 126;
    private static final int CALL = 127;
    /** Limits the recursion. */
    private static final int MAX_DEPTH = 1_000;

    private final VariableScope variables = new VariableScope();
    private final ServerVersion version;
    private int depth;
    private boolean readsRecord;
    private boolean readsOtherMetadata;

    ExpressionCompiler(ServerVersion version) {
        this.version = version;
    }

    ServerVersion version() {
        return version;
    }

    int variableCount() {
        return variables.slots();
    }

    /** Whether the value depends on bins or the digest, and on no other metadata or key. */
    boolean readsOnlyBinsAndDigest() {
        return readsRecord && !readsOtherMetadata;
    }

    TypedExpression compile(MsgpackReader in) {
        if (++depth > MAX_DEPTH) {
            throw new InvalidExpression("nested more than " + MAX_DEPTH + " deep");
        }
        TypedExpression node = in.peek() == MsgpackKind.LIST ? compileCall(in) : compileConstant(in);
        depth--;
        return node;
    }

    private static TypedExpression compileConstant(MsgpackReader in) {
        switch (in.peek()) {
            case NIL -> {
                in.nil();
                return constant(ExpressionType.NIL, ExpressionValue.NIL);
            }
            case BOOL -> {
                return constant(ExpressionType.BOOL, ExpressionValue.of(in.bool()));
            }
            case INTEGER -> {
                return constant(ExpressionType.INT, ExpressionValue.of(in.integer()));
            }
            case REAL -> {
                return constant(ExpressionType.FLOAT, ExpressionValue.of(in.real()));
            }
            case RAW -> {
                return rawConstant(in.raw());
            }
            case MAP -> {
                return constant(
                        ExpressionType.MAP,
                        new ExpressionValue.Raw(ByteSlice.of(CanonicalContainers.canonicalMap(in.element()))));
            }
            default -> throw new InvalidExpression(in.peek() + " is not a constant");
        }
    }

    private static TypedExpression rawConstant(ByteSlice raw) {
        if (raw.isEmpty()) {
            throw new InvalidExpression("a string without its particle type");
        }
        ExpressionType type = switch (raw.u8(0)) {
            case ParticleType.STRING -> ExpressionType.STRING;
            case ParticleType.BLOB -> ExpressionType.BLOB;
            case ParticleType.GEOJSON -> ExpressionType.GEO;
            case ParticleType.HLL -> ExpressionType.HLL;
            default -> throw new InvalidExpression("a constant of particle type " + raw.u8(0));
        };
        ByteSlice value = raw.slice(1, raw.length() - 1);
        return constant(
                type, type == ExpressionType.GEO ? GeoOperator.constant(value) : new ExpressionValue.Raw(value));
    }

    private static TypedExpression constant(ExpressionType type, ExpressionValue value) {
        return new TypedExpression(type, evaluation -> value);
    }

    private TypedExpression compileCall(MsgpackReader in) {
        int count = in.listHeader();
        if (count == 0) {
            throw new InvalidExpression("a call without an opcode");
        }
        int opcode = in.smallInteger();
        CallArguments arguments = new CallArguments(in, this, opcode, count - 1);
        TypedExpression node = compileCall(opcode, arguments);
        arguments.requireNoneLeft();
        return node;
    }

    private TypedExpression compileCall(int opcode, CallArguments arguments) {
        return switch (opcode) {
            case 0 -> constant(ExpressionType.ANY, ExpressionValue.UNKNOWN);
            case 1, 2, 3, 4, 5, 6 -> ComparisonOperators.compile(opcode, arguments);
            case 7 -> RegexOperator.compile(arguments);
            case 8 -> GeoOperator.compile(arguments);
            case IN_LIST -> {
                requireAtLeast(ServerVersion.V8_1_2_0, opcode);
                yield ListMembership.compile(arguments);
            }
            case 16, 17, 18, 19 -> LogicOperators.compile(opcode, arguments);
            case 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 50, 51 ->
                ArithmeticOperators.compile(opcode, arguments);
            case 32, 33, 34, 35, 36, 37, 38, 39, 40, 41 -> BitOperators.compile(opcode, arguments);
            case MetadataAccess.DIGEST_MODULO -> {
                readsRecord = true;
                yield MetadataAccess.compile(opcode, arguments);
            }
            case 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 80 -> {
                readsOtherMetadata = true;
                yield MetadataAccess.compile(opcode, arguments);
            }
            case 81, 82 -> {
                readsRecord = true;
                yield BinAccess.compile(opcode, arguments);
            }
            case RESULT_REMOVE -> {
                requireAtLeast(ServerVersion.V8_1_2_0, opcode);
                yield constant(ExpressionType.REMOVAL, new ExpressionValue.Removal());
            }
            case MapParts.KEYS, MapParts.VALUES -> {
                requireAtLeast(ServerVersion.V8_1_2_0, opcode);
                yield MapParts.compile(opcode, arguments);
            }
            case LOOP_VARIABLE -> {
                requireAtLeast(ServerVersion.V8_1_2_0, opcode);
                yield LoopVariables.compile(arguments);
            }
            case 123, 124, 125 -> ControlFlow.compile(opcode, arguments, variables);
            case QUOTE -> quotedList(arguments);
            case CALL -> CallOperator.compile(arguments);
            default -> throw new InvalidExpression("opcode " + opcode + " is not supported");
        };
    }

    private void requireAtLeast(ServerVersion since, int opcode) {
        if (!version.isAtLeast(since)) {
            throw new InvalidExpression("opcode " + opcode + " is not known before " + since.build());
        }
    }

    /** As in a real server, a list that is only compared with may have wildcards. */
    private static TypedExpression quotedList(CallArguments arguments) {
        ByteSlice list = arguments.literalElement(MsgpackKind.LIST);
        return constant(ExpressionType.LIST, new ExpressionValue.Raw(canonicalIfStorable(list)));
    }

    private static ByteSlice canonicalIfStorable(ByteSlice list) {
        try {
            return ByteSlice.of(CanonicalContainers.canonicalList(list));
        } catch (MalformedMsgpack e) {
            return list;
        }
    }
}
