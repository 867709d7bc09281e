package io.aeroarrow.embedded.exp;

import io.aeroarrow.embedded.msgpack.Kind;
import io.aeroarrow.embedded.msgpack.MsgpackReader;
import io.aeroarrow.embedded.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The arguments of one call, read in order. */
final class Arguments {
    private final MsgpackReader in;
    private final ExpressionCompiler compiler;
    private final int opcode;
    private int left;

    Arguments(MsgpackReader in, ExpressionCompiler compiler, int opcode, int count) {
        this.in = in;
        this.compiler = compiler;
        this.opcode = opcode;
        this.left = count;
    }

    int left() {
        return left;
    }

    Node expression() {
        take();
        return compiler.compile(in);
    }

    Node expression(ExpType type) {
        return expression().require(type);
    }

    /** All that are left, of one type and at least so many. */
    List<Node> rest(ExpType type, int atLeast) {
        requireAtLeast(atLeast);
        List<Node> nodes = new ArrayList<>(left);
        while (left > 0) {
            nodes.add(expression(type));
        }
        return List.copyOf(nodes);
    }

    /** All that are left, all int or all float. */
    List<Node> numbers() {
        requireAtLeast(1);
        List<Node> nodes = new ArrayList<>(left);
        while (left > 0) {
            nodes.add(expression());
        }
        ExpType type = numberType(nodes);
        nodes.forEach(node -> node.require(type));
        return List.copyOf(nodes);
    }

    static ExpType numberType(List<Node> nodes) {
        ExpType type = nodes.get(0).type();
        if (type != ExpType.INT && type != ExpType.FLOAT) {
            throw new InvalidExpression("no number: " + type);
        }
        return type;
    }

    long literalInteger() {
        take();
        return in.integer();
    }

    /** A name, which unlike a string value has no particle type in front. */
    Bytes literalName() {
        take();
        return in.raw();
    }

    Bytes literalElement(Kind kind) {
        take();
        if (in.peek() != kind) {
            throw new InvalidExpression("wanted " + kind + ", found " + in.peek());
        }
        return in.element();
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
