package io.aeroarrow.cli.internal.where;

import io.aeroarrow.filter.CollectionSize;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.PathStep;
import io.aeroarrow.filter.PathValue;
import io.aeroarrow.filter.RecordMetadata;
import io.aeroarrow.filter.RegexFlag;
import io.aeroarrow.model.Value;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Prints filters as conditions. Written independently of the parser. */
final class ConditionPrinter {

    private ConditionPrinter() {}

    static String condition(Filter filter) {
        if (filter instanceof Filter.And and) {
            return joined(and.filters(), " and ");
        } else if (filter instanceof Filter.Or or) {
            return joined(or.filters(), " or ");
        } else if (filter instanceof Filter.Not not) {
            return "not (" + condition(not.filter()) + ")";
        } else if (filter instanceof Filter.Comparison comparison) {
            return name(comparison.operand()) + symbol(comparison.operator()) + literal(comparison.value());
        } else if (filter instanceof Filter.In in) {
            return name(in.operand()) + " in ("
                    + in.values().stream().map(ConditionPrinter::literal).collect(Collectors.joining(",")) + ")";
        } else if (filter instanceof Filter.Between between) {
            return name(between.operand()) + " between " + literal(between.low()) + " and " + literal(between.high());
        } else if (filter instanceof Filter.StartsWith starts) {
            String escaped = starts.prefix().replaceAll("[\\\\%_]", "\\\\$0");
            return name(starts.operand()) + " like " + text(escaped + "%");
        } else if (filter instanceof Filter.Matches matches) {
            String operator = matches.flags().contains(RegexFlag.IGNORE_CASE) ? " ~* " : " ~ ";
            return name(matches.operand()) + operator + text(matches.regex());
        } else if (filter instanceof Filter.HasBin has) {
            return name(new Operand.BinValue(has.bin())) + " is not null";
        } else if (filter instanceof Filter.HasType type) {
            return name(new Operand.BinValue(type.bin())) + " is null";
        } else if (filter instanceof Filter.PathExists path) {
            return name(path.value()) + " is not null";
        } else if (filter instanceof Filter.PathHasType path) {
            return name(path.value()) + " is null";
        } else if (filter instanceof Filter.Contains contains) {
            return "array_contains(" + name(contains.list()) + ", " + literal(contains.value()) + ")";
        } else if (filter instanceof Filter.ContainsKey contains) {
            return "map_contains_key(" + name(contains.map()) + "," + literal(contains.key()) + ")";
        }
        throw new IllegalArgumentException("no condition expresses " + filter);
    }

    private static String joined(List<Filter> filters, String word) {
        return filters.stream().map(filter -> "(" + condition(filter) + ")").collect(Collectors.joining(word));
    }

    private static String name(Operand operand) {
        if (operand instanceof Operand.BinValue bin) {
            return "\"" + bin.name().replace("\"", "\"\"") + "\"";
        }
        if (operand instanceof CollectionSize size) {
            return "size(" + name(size.value()) + ")";
        }
        if (operand instanceof PathValue path) {
            return name(path.parent()) + step(path.last());
        }
        if (operand == RecordMetadata.TIME_TO_LIVE) {
            return "__ttl";
        }
        throw new IllegalArgumentException("no name of " + operand);
    }

    /** Keys that are names come after a dot, other texts in brackets. */
    private static String step(PathStep step) {
        if (step instanceof PathStep.Index index) {
            return "[" + index.index() + "]";
        }
        Value key = ((PathStep.Key) step).key();
        if (key instanceof Value.StringValue string) {
            String text = string.value();
            return text.length() % 2 == 0 ? "[" + text(text) + "]" : ".\"" + text.replace("\"", "\"\"") + "\"";
        }
        return "[key " + literal(key) + "]";
    }

    private static String symbol(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL -> "=";
            case NOT_EQUAL -> "!=";
            case GREATER -> ">";
            case GREATER_OR_EQUAL -> ">=";
            case LESS -> "<";
            case LESS_OR_EQUAL -> "<=";
        };
    }

    private static String literal(Value value) {
        if (value instanceof Value.IntegerValue integer) {
            return Long.toString(integer.value());
        } else if (value instanceof Value.FloatValue number) {
            return Double.toString(number.value());
        } else if (value instanceof Value.StringValue string) {
            return text(string.value());
        } else if (value instanceof Value.BoolValue bool) {
            return Boolean.toString(bool.value());
        } else if (value instanceof Value.BlobValue blob) {
            return "X'" + HexFormat.of().formatHex(blob.bytes()) + "'";
        }
        throw new IllegalArgumentException("no literal expresses " + value);
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
