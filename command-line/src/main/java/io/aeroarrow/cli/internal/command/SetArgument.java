package io.aeroarrow.cli.internal.command;

import io.aeroarrow.admin.SetCount;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.cli.internal.process.NotFoundException;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.internal.api.NearestName;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The argument {@code NAMESPACE.SET}.
 *
 * @param namespace the namespace
 * @param set the set; empty if only a namespace is given
 */
record SetArgument(String namespace, String set) {

    /** The help text of commands that accept a whole namespace. */
    static final String WHOLE_NAMESPACE = "such as test.demo; a namespace alone selects all its records";

    /** The help text of commands that address single records. */
    static final String NO_SET = "such as test.demo; a namespace alone means records without a set";

    private static final int MAX_NAMESPACE_BYTES = 31;
    private static final int MAX_SET_BYTES = 63;

    /** Parses {@code namespace.set}, or a namespace alone. The first dot separates them; the set may contain dots. */
    static SetArgument parse(String text) {
        int dot = text.indexOf('.');
        SetArgument target =
                dot < 0 ? new SetArgument(text, "") : new SetArgument(text.substring(0, dot), text.substring(dot + 1));
        int namespaceBytes = target.namespace.getBytes(StandardCharsets.UTF_8).length;
        int setBytes = target.set.getBytes(StandardCharsets.UTF_8).length;
        if (namespaceBytes == 0 || namespaceBytes > MAX_NAMESPACE_BYTES || dot == text.length() - 1) {
            throw new IllegalArgumentException("'" + text + "' is not of the form NAMESPACE.SET, such as test.demo");
        }
        if (setBytes > MAX_SET_BYTES) {
            throw new IllegalArgumentException(
                    "the set name has " + setBytes + " bytes; the limit is " + MAX_SET_BYTES);
        }
        return target;
    }

    boolean isWholeNamespace() {
        return set.isEmpty();
    }

    /** Returns the approximate number of records. */
    long size(AeroArrowClient client) {
        return client.sets(namespace).stream()
                .filter(each -> set.isEmpty() || each.name().equals(set))
                .mapToLong(SetCount::objects)
                .sum();
    }

    /**
     * Fails if the namespace exists and has no such set. A set exists from its first record on, even if it was truncated, or if
     * its schema is stored.
     *
     * @throws NotFoundException if the set does not exist; the message suggests the nearest name
     */
    void requireExists(AeroArrowView aero) {
        AeroArrowClient client = aero.client();
        boolean isNamespace = client.namespaceNames().contains(namespace);
        if (isWholeNamespace() || !isNamespace) {
            return;
        }
        Set<String> sets =
                client.sets(namespace).stream().map(SetCount::name).collect(Collectors.toCollection(TreeSet::new));
        if (!sets.contains(set) && aero.storedSchema(namespace, set).isEmpty()) {
            String hint = NearestName.of(set, sets)
                    .map(name -> "Did you mean '" + name + "'?")
                    .orElse("'aeroarrow sets " + namespace + "' lists the sets.");
            throw new NotFoundException("the namespace '" + namespace + "' has no set '" + set + "'. " + hint);
        }
    }

    @Override
    public String toString() {
        return set.isEmpty() ? namespace : namespace + "." + set;
    }

    /** Converts the argument for picocli. */
    static final class Converter implements ITypeConverter<SetArgument> {
        @Override
        public SetArgument convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
