package io.aeroarrow.cli.command;

import io.aeroarrow.cli.where.Condition;
import io.aeroarrow.cli.where.ConditionException;
import io.aeroarrow.filter.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which records a command is about. */
final class WhereOptions {

    @Option(
            names = {"-w", "--where"},
            paramLabel = "CONDITION",
            converter = Converter.class,
            description =
                    "only the records for which this is true, such as \"a >= 5 and name like 'x%%'\"; several must"
                            + " all be true")
    List<Filter> conditions = new ArrayList<>();

    /** All of them together; empty without any. */
    Optional<Filter> filter() {
        return conditions.isEmpty() ? Optional.empty() : Optional.of(Filter.allOf(conditions));
    }

    static final class Converter implements ITypeConverter<Filter> {
        @Override
        public Filter convert(String text) {
            try {
                return Condition.parse(text);
            } catch (ConditionException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
