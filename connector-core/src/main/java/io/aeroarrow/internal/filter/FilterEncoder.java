package io.aeroarrow.internal.filter;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Filter.And;
import io.aeroarrow.filter.Filter.Between;
import io.aeroarrow.filter.Filter.Comparison;
import io.aeroarrow.filter.Filter.Contains;
import io.aeroarrow.filter.Filter.ContainsKey;
import io.aeroarrow.filter.Filter.Expression;
import io.aeroarrow.filter.Filter.HasBin;
import io.aeroarrow.filter.Filter.HasKey;
import io.aeroarrow.filter.Filter.HasType;
import io.aeroarrow.filter.Filter.In;
import io.aeroarrow.filter.Filter.Matches;
import io.aeroarrow.filter.Filter.MayBeIn;
import io.aeroarrow.filter.Filter.Not;
import io.aeroarrow.filter.Filter.Or;
import io.aeroarrow.filter.Filter.PathExists;
import io.aeroarrow.filter.Filter.PathHasType;
import io.aeroarrow.filter.Filter.StartsWith;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.RegexFlag;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.internal.value.MsgpackWriter;
import io.aeroarrow.internal.value.Particle;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Encodes a filter as a server expression: a call is an array of an opcode and its arguments. */
public final class FilterEncoder {

    private static final int EQ = 1;
    private static final int NE = 2;
    private static final int GT = 3;
    private static final int GE = 4;
    private static final int LT = 5;
    private static final int LE = 6;
    private static final int REGEX = 7;
    private static final int AND = 16;
    private static final int OR = 17;
    private static final int NOT = 18;
    private static final int KEY_EXISTS = 71;
    private static final int BIN_TYPE = 82;

    private static final int REGEX_EXTENDED = 1;
    private static final int REGEX_ICASE = 2;
    private static final int REGEX_NEWLINE = 8;

    private final MsgpackWriter out = new MsgpackWriter();
    private final OperandEncoder operands = new OperandEncoder(out);
    private final ListEncoder lists;
    private final AssertedPaths paths = new AssertedPaths(operands.paths());

    private FilterEncoder(ServerBuild server) {
        this.lists = new ListEncoder(out, operands, server);
    }

    /** Encodes a filter for a server. */
    public static byte[] encode(Filter filter, ServerBuild server) {
        FilterEncoder encoder = new FilterEncoder(server);
        encoder.write(filter, true);
        return encoder.out.bytes();
    }

    /**
     * Encodes a filter.
     *
     * @param asserted whether unknown has the same effect as false, as everywhere but under a negation
     */
    private void write(Filter filter, boolean asserted) {
        if (filter instanceof And and) {
            List<Filter> parts = asserted ? IntegerRanges.joined(and.filters()) : and.filters();
            if (parts.size() == 1) {
                write(parts.get(0), asserted);
            } else {
                join(AND, parts, asserted);
            }
        } else if (filter instanceof Or or) {
            join(OR, or.filters(), asserted);
        } else if (asserted && paths.write(filter)) {
            return;
        } else if (filter instanceof Not not) {
            call(NOT, 1);
            write(not.filter(), false);
        } else if (filter instanceof HasBin bin) {
            compareType(NE, bin.bin(), Particle.NULL);
        } else if (filter instanceof HasType type) {
            compareType(EQ, type.bin(), particle(type.type()));
        } else if (filter instanceof HasKey) {
            call(KEY_EXISTS, 0);
        } else if (filter instanceof Expression expression) {
            out.encoded(expression.bytes());
        } else {
            writeTest(filter);
        }
    }

    /** Encodes the filters that test a value. */
    private void writeTest(Filter filter) {
        if (filter instanceof Comparison comparison) {
            compare(opcode(comparison.operator()), comparison.operand(), comparison.value());
        } else if (filter instanceof In in) {
            lists.write(in);
        } else if (filter instanceof MayBeIn in) {
            lists.write(in);
        } else if (filter instanceof Between between) {
            call(AND, 2);
            compare(GE, between.operand(), between.low());
            compare(LE, between.operand(), between.high());
        } else if (filter instanceof StartsWith startsWith) {
            writePrefix(startsWith);
        } else if (filter instanceof Matches matches) {
            call(REGEX, 3);
            out.integer(flags(matches));
            out.plain(matches.regex());
            operands.write(matches.operand(), Value.of(""));
        } else {
            writePathTest(filter);
        }
    }

    private void writePathTest(Filter filter) {
        if (filter instanceof PathExists path) {
            operands.paths().exists(path.value());
        } else if (filter instanceof PathHasType path) {
            operands.paths().hasType(path.value(), path.type());
        } else if (filter instanceof Contains contains) {
            operands.paths().write(contains);
        } else if (filter instanceof ContainsKey contains) {
            operands.paths().write(contains);
        } else {
            throw new IllegalArgumentException("no expression for " + filter);
        }
    }

    private void call(int opcode, int arguments) {
        out.array(arguments + 1);
        out.integer(opcode);
    }

    private void join(int opcode, List<Filter> filters, boolean asserted) {
        call(opcode, filters.size());
        filters.forEach(filter -> write(filter, asserted));
    }

    private void compare(int opcode, Operand operand, Value value) {
        call(opcode, 2);
        operands.write(operand, value);
        operands.writeValue(value);
    }

    private void compareType(int opcode, String bin, int particle) {
        call(opcode, 2);
        call(BIN_TYPE, 1);
        out.plain(bin);
        out.integer(particle);
    }

    /** Encodes a range, which needs no pattern to compile or escape: strings compare by their bytes. */
    private void writePrefix(StartsWith filter) {
        Value low = Value.of(filter.prefix());
        if (filter.prefix().isEmpty()) {
            compare(GE, filter.operand(), low);
            return;
        }
        call(AND, 2);
        compare(GE, filter.operand(), low);
        call(LT, 2);
        operands.write(filter.operand(), low);
        byte[] upper = filter.prefix().getBytes(StandardCharsets.UTF_8);
        // UTF-8 has no byte 0xff, so the last byte can always be incremented.
        upper[upper.length - 1]++;
        out.particle(Particle.STRING, upper);
    }

    private static int opcode(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL -> EQ;
            case NOT_EQUAL -> NE;
            case GREATER -> GT;
            case GREATER_OR_EQUAL -> GE;
            case LESS -> LT;
            case LESS_OR_EQUAL -> LE;
        };
    }

    private static int flags(Matches matches) {
        int bits = 0;
        for (RegexFlag flag : matches.flags()) {
            bits |= switch (flag) {
                case EXTENDED -> REGEX_EXTENDED;
                case IGNORE_CASE -> REGEX_ICASE;
                case NEWLINE -> REGEX_NEWLINE;
            };
        }
        return bits;
    }

    static int particle(BinType type) {
        return switch (type) {
            case MISSING -> Particle.NULL;
            case INTEGER -> Particle.INTEGER;
            case FLOAT -> Particle.FLOAT;
            case STRING -> Particle.STRING;
            case BLOB -> Particle.BLOB;
            case BOOL -> Particle.BOOL;
            case HLL -> Particle.HLL;
            case MAP -> Particle.MAP;
            case LIST -> Particle.LIST;
            case GEOJSON -> Particle.GEOJSON;
        };
    }
}
