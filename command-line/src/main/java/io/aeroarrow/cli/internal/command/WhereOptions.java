package io.aeroarrow.cli.internal.command;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.cli.internal.process.UsageException;
import io.aeroarrow.cli.internal.where.ConditionException;
import io.aeroarrow.cli.internal.where.ConditionParser;
import io.aeroarrow.client.IndexUse;
import io.aeroarrow.filter.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --where}, which filters records on the server, and which index finds them. */
final class WhereOptions {

    @Option(
            names = {"-w", "--where"},
            paramLabel = "CONDITION",
            converter = Converter.class,
            description = "only records that meet this condition, such as \"a >= 5 and name like 'x%%'\"; if repeated,"
                    + " records must meet all conditions")
    List<Filter> conditions = new ArrayList<>();

    @Option(
            names = "--index",
            paramLabel = "auto|off|NAME",
            description =
                    "the secondary index that finds the records of --where: one with the records of a scan (auto, the"
                            + " default), none (off), or the one of a name. An index of integers finds no floats, so auto"
                            + " does not use it for a number; name it if the bin has integers only")
    String index = "auto";

    @Option(names = "--explain", description = "print which index is used, or why none, and read nothing")
    boolean explain;

    /** Checks the options without a cluster. */
    void check() {
        if (conditions.isEmpty() && !(use() instanceof IndexUse.Auto)) {
            throw new UsageException("--index chooses how the records of a condition are found. Add --where.");
        }
    }

    /** Which index finds the records. */
    IndexUse use() {
        try {
            return IndexUse.of(index);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--index: " + e.getMessage());
        }
    }

    /**
     * Returns the conjunction of all conditions; empty without conditions. Numbers are compared with integers and floats
     * alike.
     */
    Optional<Filter> filter() {
        return conditions.isEmpty()
                ? Optional.empty()
                : Optional.of(Filter.allOf(conditions).acrossNumbers());
    }

    /** Warns about names and literals that a sample of the set contradicts. Reads no sample without conditions. */
    void warn(AeroArrowView aero, SetArgument target, Shell shell) {
        filter().ifPresent(condition -> aero.inferSchema(target.namespace(), target.set())
                .doubts(condition)
                .forEach(doubt -> shell.message("warning: " + doubt)));
    }

    /** Converts a condition for picocli. */
    static final class Converter implements ITypeConverter<Filter> {
        @Override
        public Filter convert(String text) {
            try {
                return ConditionParser.parse(text);
            } catch (ConditionException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
