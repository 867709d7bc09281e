package io.aeroarrow.embedded.exp;

import io.aeroarrow.embedded.msgpack.Containers;
import io.aeroarrow.embedded.msgpack.Kind;
import io.aeroarrow.embedded.msgpack.MsgpackReader;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.Particle;

/** Turns the msgpack of an expression into nodes; knows constants, and who compiles which opcode. */
final class ExpressionCompiler {
    private static final int QUOTE = 126;
    /** Deeper nesting than this would endanger the stack. */
    private static final int MAX_DEPTH = 1_000;

    private final Variables variables = new Variables();
    private int depth;

    int variableCount() {
        return variables.slots();
    }

    Node compile(MsgpackReader in) {
        if (++depth > MAX_DEPTH) {
            throw new InvalidExpression("nested more than " + MAX_DEPTH + " deep");
        }
        Node node = in.peek() == Kind.LIST ? compileCall(in) : compileConstant(in);
        depth--;
        return node;
    }

    private static Node compileConstant(MsgpackReader in) {
        switch (in.peek()) {
            case NIL -> {
                in.nil();
                return constant(ExpType.NIL, Value.NIL);
            }
            case BOOL -> {
                return constant(ExpType.BOOL, Value.of(in.bool()));
            }
            case INTEGER -> {
                return constant(ExpType.INT, Value.of(in.integer()));
            }
            case REAL -> {
                return constant(ExpType.FLOAT, Value.of(in.real()));
            }
            case RAW -> {
                return rawConstant(in.raw());
            }
            case MAP -> {
                return constant(ExpType.MAP, new Value.Raw(Bytes.of(Containers.canonicalMap(in.element()))));
            }
            default -> throw new InvalidExpression("no constant: " + in.peek());
        }
    }

    private static Node rawConstant(Bytes raw) {
        if (raw.isEmpty()) {
            throw new InvalidExpression("a string without its particle type");
        }
        ExpType type = switch (raw.u8(0)) {
            case Particle.STRING -> ExpType.STRING;
            case Particle.BLOB -> ExpType.BLOB;
            case Particle.GEOJSON -> ExpType.GEO;
            case Particle.HLL -> ExpType.HLL;
            default -> throw new InvalidExpression("a constant of particle type " + raw.u8(0));
        };
        Bytes value = raw.slice(1, raw.length() - 1);
        return constant(type, type == ExpType.GEO ? GeoMatch.constant(value.utf8()) : new Value.Raw(value));
    }

    private static Node constant(ExpType type, Value value) {
        return new Node(type, evaluation -> value);
    }

    private Node compileCall(MsgpackReader in) {
        int count = in.listHeader();
        if (count == 0) {
            throw new InvalidExpression("a call without an opcode");
        }
        int opcode = in.smallInteger();
        Arguments arguments = new Arguments(in, this, opcode, count - 1);
        Node node = compileCall(opcode, arguments);
        arguments.requireNoneLeft();
        return node;
    }

    private Node compileCall(int opcode, Arguments arguments) {
        return switch (opcode) {
            case 0 -> constant(ExpType.ANY, Value.UNKNOWN);
            case 1, 2, 3, 4, 5, 6 -> Comparisons.compile(opcode, arguments);
            case 7 -> RegexMatch.compile(arguments);
            case 8 -> GeoMatch.compile(arguments);
            case 16, 17, 18, 19 -> Logic.compile(opcode, arguments);
            case 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 50, 51 -> Arithmetic.compile(opcode, arguments);
            case 32, 33, 34, 35, 36, 37, 38, 39, 40, 41 -> IntegerBits.compile(opcode, arguments);
            case 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 80 -> RecordMetadata.compile(opcode, arguments);
            case 81, 82 -> BinAccess.compile(opcode, arguments);
            case 123, 124, 125 -> ControlFlow.compile(opcode, arguments, variables);
            case QUOTE -> quotedList(arguments);
            default -> throw new InvalidExpression("opcode " + opcode + " is not supported");
        };
    }

    private static Node quotedList(Arguments arguments) {
        Bytes list = Bytes.of(Containers.canonicalList(arguments.literalElement(Kind.LIST)));
        return constant(ExpType.LIST, new Value.Raw(list));
    }
}
