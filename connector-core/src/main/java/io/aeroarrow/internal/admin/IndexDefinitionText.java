package io.aeroarrow.internal.admin;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.Operand.BinValue;
import io.aeroarrow.filter.Operand.ExpressionValue;
import io.aeroarrow.filter.PathValue;
import io.aeroarrow.internal.filter.ContextDecoder;
import io.aeroarrow.internal.filter.IndexedOperand;
import io.aeroarrow.internal.info.Info;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/** The text of index definitions in info commands and their answers. */
final class IndexDefinitionText {

    private static final String NONE = "null";

    private IndexDefinitionText() {}

    /** Encodes the parameters of a definition. Servers before 8.1 know only the form with {@code indexdata}. */
    static String parameters(SecondaryIndex index) {
        String part = index.collection() == IndexCollection.DEFAULT ? "" : ";indextype=" + text(index.collection());
        String start = (index.set().isEmpty() ? "" : ";set=" + index.set()) + ";indexname=" + index.name() + part;
        return isComputed(index.value())
                ? start + ";exp=" + expression(index.value()) + ";type=" + index.type()
                : start + context(index.value()) + ";indexdata=" + index.bin() + "," + index.type();
    }

    private static boolean isComputed(Operand value) {
        return !(value instanceof BinValue || value instanceof PathValue);
    }

    private static String context(Operand value) {
        return value instanceof PathValue path ? ";context=" + base64(IndexedOperand.context(path)) : "";
    }

    private static String expression(Operand value) {
        return base64(IndexedOperand.expression(value));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Whether an index is the defined one, whatever its name. */
    static boolean isSame(IndexStatus existing, SecondaryIndex wanted) {
        return isComputed(wanted.value())
                ? existing.set().equals(wanted.set())
                        && existing.type() == wanted.type()
                        && existing.collection() == wanted.collection()
                        && existing.value()
                                .filter(new ExpressionValue(expression(wanted.value()))::equals)
                                .isPresent()
                : existing.isOf(wanted);
    }

    /** Parses a line of {@code sindex-list}. */
    static IndexStatus status(String line) {
        Map<String, String> properties = Info.properties(line, ':');
        String bin = value(properties, "bin");
        String context = value(properties, "context");
        String expression = value(properties, "exp");
        IndexStatus status = IndexStatus.of(
                        properties.getOrDefault("ns", ""),
                        value(properties, "set"),
                        properties.getOrDefault("indexname", ""),
                        bin,
                        type(properties.getOrDefault("type", "")))
                .withCollection(collection(properties.getOrDefault("indextype", "default")))
                .withContext(context)
                .withReadable(properties.getOrDefault("state", "").equals("RW"));
        if (!expression.isEmpty()) {
            return withExpression(status, expression);
        } else if (!context.isEmpty()) {
            return ContextDecoder.decode(context)
                    .map(steps -> status.withValue(new PathValue(bin, steps)))
                    .orElseGet(status::withoutValue);
        }
        return status;
    }

    private static IndexStatus withExpression(IndexStatus status, String base64) {
        try {
            return status.withValue(new ExpressionValue(base64));
        } catch (IllegalArgumentException e) {
            // A server that knows no base64 shows a text.
            return status.withoutValue();
        }
    }

    private static String value(Map<String, String> properties, String name) {
        String value = properties.getOrDefault(name, NONE);
        return value.equalsIgnoreCase(NONE) ? "" : value;
    }

    private static IndexType type(String text) {
        for (IndexType type : IndexType.values()) {
            if (type.name().equalsIgnoreCase(text)) {
                return type;
            }
        }
        throw new ProtocolViolationException("a node has a secondary index of the unknown type '" + text + "'");
    }

    private static IndexCollection collection(String text) {
        for (IndexCollection collection : IndexCollection.values()) {
            if (text(collection).equalsIgnoreCase(text)) {
                return collection;
            }
        }
        // Older servers report "none".
        return IndexCollection.DEFAULT;
    }

    private static String text(IndexCollection collection) {
        return collection.name().replace("_", "").toUpperCase(Locale.ROOT);
    }
}
