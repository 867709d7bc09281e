package io.aeroarrow.cli.command;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.admin.SetCount;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A set of a namespace.
 *
 * @param set empty for the whole namespace
 */
record Target(String namespace, String set) {

    private static final int MOST_NAMESPACE_BYTES = 31;
    private static final int MOST_SET_BYTES = 63;

    /** Reads {@code namespace.set}, or a namespace alone. What is behind the first dot is the set. */
    static Target parse(String text) {
        int dot = text.indexOf('.');
        Target target = dot < 0 ? new Target(text, "") : new Target(text.substring(0, dot), text.substring(dot + 1));
        int namespaceBytes = target.namespace.getBytes(StandardCharsets.UTF_8).length;
        int setBytes = target.set.getBytes(StandardCharsets.UTF_8).length;
        if (namespaceBytes == 0 || namespaceBytes > MOST_NAMESPACE_BYTES || dot == text.length() - 1) {
            throw new IllegalArgumentException("'" + text + "' is no namespace.set, such as test.demo");
        }
        if (setBytes > MOST_SET_BYTES) {
            throw new IllegalArgumentException(
                    "the set's name has " + setBytes + " bytes, more than " + MOST_SET_BYTES);
        }
        return target;
    }

    boolean isWholeNamespace() {
        return set.isEmpty();
    }

    /** About how many records there are. */
    long size(AeroArrowClient client) {
        return client.sets(namespace).stream()
                .filter(each -> set.isEmpty() || each.name().equals(set))
                .mapToLong(SetCount::objects)
                .sum();
    }

    @Override
    public String toString() {
        return set.isEmpty() ? namespace : namespace + "." + set;
    }

    /** For options and parameters. */
    static final class Converter implements ITypeConverter<Target> {
        @Override
        public Target convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
