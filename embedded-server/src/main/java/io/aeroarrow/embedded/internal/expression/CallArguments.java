package io.aeroarrow.embedded.internal.expression;

import io.aeroarrow.embedded.internal.msgpack.MsgpackKind;
import io.aeroarrow.embedded.internal.msgpack.MsgpackReader;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import java.util.ArrayList;
import java.util.List;

/** Reads the arguments of a call in order. */
final class CallArguments {
    private final MsgpackReader in;
    private final ExpressionCompiler compiler;
    private final int opcode;
    private int left;

    CallArguments(MsgpackReader in, ExpressionCompiler compiler, int opcode, int count) {
        this.in = in;
        this.compiler = compiler;
        this.opcode = opcode;
        this.left = count;
    }

    int left() {
        return left;
    }

    TypedExpression expression() {
        take();
        return compiler.compile(in);
    }

    TypedExpression expression(ExpressionType type) {
        return expression().require(type);
    }

    /** Reads the remaining arguments, all of one type, at least {@code atLeast}. */
    List<TypedExpression> rest(ExpressionType type, int atLeast) {
        requireAtLeast(atLeast);
        List<TypedExpression> nodes = new ArrayList<>(left);
        while (left > 0) {
            nodes.add(expression(type));
        }
        return List.copyOf(nodes);
    }

    /** Reads the remaining arguments, all int or all float, at least one. */
    List<TypedExpression> numbers() {
        requireAtLeast(1);
        List<TypedExpression> nodes = new ArrayList<>(left);
        while (left > 0) {
            nodes.add(expression());
        }
        ExpressionType type = numberType(nodes);
        nodes.forEach(node -> node.require(type));
        return List.copyOf(nodes);
    }

    static ExpressionType numberType(List<TypedExpression> nodes) {
        ExpressionType type = nodes.get(0).type();
        if (type != ExpressionType.INT && type != ExpressionType.FLOAT) {
            throw new InvalidExpression("the argument is not a number but " + type);
        }
        return type;
    }

    long literalInteger() {
        take();
        return in.integer();
    }

    /** Reads a name, which has no particle type byte, unlike a string value. */
    ByteSlice literalName() {
        take();
        return in.raw();
    }

    ByteSlice literalElement(MsgpackKind kind) {
        take();
        if (in.peek() != kind) {
            throw new InvalidExpression("wanted " + kind + ", found " + in.peek());
        }
        return in.element();
    }

    ServerVersion version() {
        return compiler.version();
    }

    /** Reads the inline call of a list, map, bit or HyperLogLog operation. */
    CallTemplate callTemplate() {
        take();
        return CallTemplate.read(in, compiler);
    }

    void requireNoneLeft() {
        if (left != 0) {
            throw new InvalidExpression(left + " arguments too many for opcode " + opcode);
        }
    }

    void requireAtLeast(int count) {
        if (left < count) {
            throw new InvalidExpression("opcode " + opcode + " needs " + count + " arguments, has " + left);
        }
    }

    private void take() {
        requireAtLeast(1);
        left--;
    }
}
