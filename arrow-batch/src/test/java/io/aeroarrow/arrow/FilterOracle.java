package io.aeroarrow.arrow;

import io.aeroarrow.filter.CollectionSize;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.Operand.BinValue;
import io.aeroarrow.filter.PathStep;
import io.aeroarrow.filter.PathValue;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Evaluates filters as their Javadoc says, on a record's bins as Java values: Long, Double, String, Boolean, byte[], List, Map
 * and {@link #NIL}.
 */
final class FilterOracle {

    /** A nil in a list or map. */
    static final Object NIL = new Object();

    /** The result of a filter; unknown is null. */
    static Boolean evaluate(Filter filter, Map<String, Object> bins) {
        if (filter instanceof Filter.Not not) {
            Boolean inside = evaluate(not.filter(), bins);
            return inside == null ? null : !inside;
        } else if (filter instanceof Filter.And and) {
            return joined(and.filters(), bins, false);
        } else if (filter instanceof Filter.Or or) {
            return joined(or.filters(), bins, true);
        } else if (filter instanceof Filter.HasBin has) {
            return bins.containsKey(has.bin());
        } else if (filter instanceof Filter.HasType has) {
            return isOfType(bins.get(has.bin()), has.type());
        } else if (filter instanceof Filter.PathExists path) {
            return value(path.value(), bins) != null;
        } else if (filter instanceof Filter.PathHasType path) {
            return isOfType(value(path.value(), bins), path.type());
        } else if (filter instanceof Filter.Contains contains) {
            return value(contains.list(), bins) instanceof List<?> list
                    ? list.stream()
                            .anyMatch(element -> isTrue(test(element, ComparisonOperator.EQUAL, contains.value())))
                    : null;
        } else if (filter instanceof Filter.ContainsKey contains) {
            return value(contains.map(), bins) instanceof Map<?, ?> map ? find(map, contains.key()) != null : null;
        }
        return test(filter, bins);
    }

    private static Boolean test(Filter filter, Map<String, Object> bins) {
        if (filter instanceof Filter.Comparison test) {
            return test(value(test.operand(), bins), test.operator(), test.value());
        } else if (filter instanceof Filter.Between test) {
            Object value = value(test.operand(), bins);
            Boolean above = test(value, ComparisonOperator.GREATER_OR_EQUAL, test.low());
            Boolean below = test(value, ComparisonOperator.LESS_OR_EQUAL, test.high());
            return above == null ? null : above && below;
        } else if (filter instanceof Filter.In test) {
            Object value = value(test.operand(), bins);
            return test(value, ComparisonOperator.EQUAL, test.values().get(0)) == null
                    ? null
                    : test.values().stream().anyMatch(each -> isTrue(test(value, ComparisonOperator.EQUAL, each)));
        } else if (filter instanceof Filter.StartsWith test) {
            return value(test.operand(), bins) instanceof String text ? text.startsWith(test.prefix()) : null;
        } else if (filter instanceof Filter.Matches test) {
            return value(test.operand(), bins) instanceof String text
                    ? Pattern.compile(test.regex()).matcher(text).find()
                    : null;
        }
        throw new IllegalArgumentException("no oracle for " + filter);
    }

    private static boolean isTrue(Boolean outcome) {
        return Boolean.TRUE.equals(outcome);
    }

    private static Boolean joined(List<Filter> filters, Map<String, Object> bins, boolean decisive) {
        Boolean result = !decisive;
        for (Filter filter : filters) {
            Boolean part = evaluate(filter, bins);
            if (part != null && part == decisive) {
                return decisive;
            }
            result = part == null ? null : result;
        }
        return result;
    }

    private static Object value(Operand operand, Map<String, Object> bins) {
        if (operand instanceof BinValue bin) {
            return bins.get(bin.name());
        } else if (operand instanceof CollectionSize size) {
            Object value = value(size.value(), bins);
            return value instanceof List<?> list
                    ? (Object) (long) list.size()
                    : value instanceof Map<?, ?> map ? (Object) (long) map.size() : null;
        }
        PathValue path = (PathValue) operand;
        Object parent = value(path.parent(), bins);
        Object found = null;
        if (path.last() instanceof PathStep.Key step) {
            found = parent instanceof Map<?, ?> map ? find(map, step.key()) : null;
        } else if (parent instanceof List<?> list) {
            int index = ((PathStep.Index) path.last()).index();
            int from = index < 0 ? index + list.size() : index;
            found = from >= 0 && from < list.size() ? list.get(from) : null;
        }
        return found == NIL ? null : found;
    }

    private static Object find(Map<?, ?> map, Value key) {
        return map.entrySet().stream()
                .filter(entry -> isTrue(test(entry.getKey(), ComparisonOperator.EQUAL, key)))
                .findFirst()
                .<Object>map(Map.Entry::getValue)
                .orElse(null);
    }

    /** Compares values of one type; null for different types. */
    private static Boolean test(Object value, ComparisonOperator operator, Value literal) {
        if (value instanceof Double one && literal instanceof Value.FloatValue other) {
            double two = other.value();
            return switch (operator) {
                case EQUAL -> one == two;
                case NOT_EQUAL -> one != two;
                case GREATER -> one > two;
                case GREATER_OR_EQUAL -> one >= two;
                case LESS -> one < two;
                case LESS_OR_EQUAL -> one <= two;
            };
        }
        Integer order = order(value, literal);
        return order == null
                ? null
                : switch (operator) {
                    case EQUAL -> order == 0;
                    case NOT_EQUAL -> order != 0;
                    case GREATER -> order > 0;
                    case GREATER_OR_EQUAL -> order >= 0;
                    case LESS -> order < 0;
                    case LESS_OR_EQUAL -> order <= 0;
                };
    }

    private static Integer order(Object value, Value literal) {
        if (value instanceof Long one && literal instanceof Value.IntegerValue other) {
            return one.compareTo(other.value());
        } else if (value instanceof String one && literal instanceof Value.StringValue other) {
            return Arrays.compareUnsigned(utf8(one), utf8(other.value()));
        } else if (value instanceof Boolean one && literal instanceof Value.BoolValue other) {
            return one.compareTo(other.value());
        }
        return value instanceof byte[] one && literal instanceof Value.BlobValue other
                ? Integer.valueOf(Arrays.compareUnsigned(one, other.bytes()))
                : null;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isOfType(Object value, BinType type) {
        return switch (type) {
            case MISSING -> value == null;
            case INTEGER -> value instanceof Long;
            case FLOAT -> value instanceof Double;
            case STRING -> value instanceof String;
            case BLOB -> value instanceof byte[];
            case BOOL -> value instanceof Boolean;
            case MAP -> value instanceof Map;
            case LIST -> value instanceof List;
            case GEOJSON -> value instanceof com.aerospike.client.Value.GeoJSONValue;
            case HLL -> false;
        };
    }

    private FilterOracle() {}
}
