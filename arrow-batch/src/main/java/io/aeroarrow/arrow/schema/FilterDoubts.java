package io.aeroarrow.arrow.schema;

import io.aeroarrow.filter.CollectionSize;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Filter.And;
import io.aeroarrow.filter.Filter.Between;
import io.aeroarrow.filter.Filter.Comparison;
import io.aeroarrow.filter.Filter.Contains;
import io.aeroarrow.filter.Filter.ContainsKey;
import io.aeroarrow.filter.Filter.HasBin;
import io.aeroarrow.filter.Filter.HasType;
import io.aeroarrow.filter.Filter.In;
import io.aeroarrow.filter.Filter.Matches;
import io.aeroarrow.filter.Filter.Not;
import io.aeroarrow.filter.Filter.Or;
import io.aeroarrow.filter.Filter.PathExists;
import io.aeroarrow.filter.Filter.PathHasType;
import io.aeroarrow.filter.Filter.StartsWith;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.Operand.BinValue;
import io.aeroarrow.filter.PathValue;
import io.aeroarrow.internal.api.NearestName;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.BlobValue;
import io.aeroarrow.model.Value.BoolValue;
import io.aeroarrow.model.Value.FloatValue;
import io.aeroarrow.model.Value.IntegerValue;
import io.aeroarrow.model.Value.StringValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Finds the bins of a filter that no record of a sample has, and the literals that no sampled value can match. */
final class FilterDoubts {

    private static final Set<String> NUMBERS = Set.of("integer", "float");

    private final InferredSchema sample;
    /** The types of the literals that each bin is compared with, by the names of a {@link BinReport}. */
    private final Map<String, Set<String>> literalTypes = new LinkedHashMap<>();

    private final List<Test> tests = new ArrayList<>();

    private record Test(Operand operand, Value literal) {}

    private FilterDoubts(InferredSchema sample) {
        this.sample = sample;
    }

    static List<String> of(Filter filter, InferredSchema sample) {
        if (sample.records() == 0) {
            return List.of();
        }
        FilterDoubts doubts = new FilterDoubts(sample);
        doubts.collect(filter);
        return doubts.messages();
    }

    private void collect(Filter filter) {
        if (filter instanceof And and) {
            and.filters().forEach(this::collect);
        } else if (filter instanceof Or or) {
            or.filters().forEach(this::collect);
        } else if (filter instanceof Not not) {
            collect(not.filter());
        } else if (filter instanceof HasBin has) {
            named(has.bin());
        } else if (filter instanceof HasType has) {
            named(has.bin());
        } else if (filter instanceof PathExists path) {
            named(path.value().bin());
        } else if (filter instanceof PathHasType path) {
            named(path.value().bin());
        } else if (filter instanceof Contains contains) {
            addBin(contains.list());
        } else if (filter instanceof ContainsKey contains) {
            addBin(contains.map());
        } else if (filter instanceof Comparison test) {
            add(test.operand(), test.value());
        } else if (filter instanceof In test) {
            test.values().forEach(value -> add(test.operand(), value));
        } else if (filter instanceof Between test) {
            add(test.operand(), test.low());
            add(test.operand(), test.high());
        } else if (filter instanceof StartsWith test) {
            add(test.operand(), Value.of(test.prefix()));
        } else if (filter instanceof Matches test) {
            add(test.operand(), Value.of(test.regex()));
        }
    }

    private Set<String> named(String bin) {
        return literalTypes.computeIfAbsent(bin, name -> new LinkedHashSet<>());
    }

    private void add(Operand operand, Value literal) {
        tests.add(new Test(operand, literal));
        if (operand instanceof BinValue bin) {
            named(bin.name()).add(type(literal));
        } else {
            addBin(operand);
        }
    }

    /** Notes the bin of a list or map, whose values are not looked at. */
    private void addBin(Operand operand) {
        if (operand instanceof CollectionSize size) {
            addBin(size.value());
        } else if (operand instanceof PathValue path) {
            named(path.bin());
        } else if (operand instanceof BinValue bin) {
            named(bin.name());
        }
    }

    private List<String> messages() {
        Set<String> messages = new LinkedHashSet<>();
        Map<String, BinReport> known = new LinkedHashMap<>();
        sample.report().forEach(bin -> known.put(bin.field().getName(), bin));
        literalTypes.keySet().stream()
                .filter(bin -> !known.containsKey(bin))
                .forEach(bin -> messages.add(unknown(bin, known.keySet())));
        for (Test test : tests) {
            if (test.operand() instanceof BinValue bin && known.containsKey(bin.name())) {
                Set<String> found = known.get(bin.name()).types().keySet();
                if (!canMatch(bin.name(), test.literal(), found)) {
                    messages.add(impossible("bin '" + bin.name() + "'", found, test.literal()));
                }
            } else if (test.operand() instanceof Operand.UserKey
                    && sample.key().getType() instanceof ArrowType.Int
                    && !(test.literal() instanceof IntegerValue)) {
                messages.add(impossible("the user key", Set.of("integer"), test.literal()));
            }
        }
        return List.copyOf(messages);
    }

    private String unknown(String bin, Set<String> known) {
        return "no record of a sample of " + sample.records() + " has a bin '" + bin + "'; "
                + NearestName.of(bin, known)
                        .map(name -> "did you mean '" + name + "'?")
                        .orElseGet(() -> "it has the bins " + known);
    }

    /** A filter may compare a bin with an integer and with the equal float, as {@link Filter#acrossNumbers} does. */
    private boolean canMatch(String bin, Value literal, Set<String> found) {
        return isNumber(literal)
                ? named(bin).stream().anyMatch(type -> NUMBERS.contains(type) && found.contains(type))
                : found.contains(type(literal));
    }

    private String impossible(String what, Set<String> found, Value literal) {
        return what + " is " + String.join(" or ", found) + " in a sample of " + sample.records()
                + " records; the literal " + text(literal) + " is "
                + (isNumber(literal) && !found.stream().anyMatch(NUMBERS::contains) ? "a number" : type(literal))
                + " and matches none of them";
    }

    private static boolean isNumber(Value literal) {
        return literal instanceof IntegerValue || literal instanceof FloatValue;
    }

    private static String type(Value literal) {
        if (literal instanceof IntegerValue) {
            return "integer";
        } else if (literal instanceof FloatValue) {
            return "float";
        } else if (literal instanceof BoolValue) {
            return "bool";
        }
        return literal instanceof BlobValue ? "blob" : "string";
    }

    private static String text(Value literal) {
        if (literal instanceof IntegerValue integer) {
            return Long.toString(integer.value());
        } else if (literal instanceof FloatValue number) {
            double value = number.value();
            boolean isWhole = value == Math.rint(value) && Double.isFinite(value);
            return isWhole ? new BigDecimal(value).toPlainString() : Double.toString(value);
        } else if (literal instanceof BoolValue bool) {
            return Boolean.toString(bool.value());
        }
        return literal instanceof StringValue string ? "'" + string.value() + "'" : "X'...'";
    }
}
