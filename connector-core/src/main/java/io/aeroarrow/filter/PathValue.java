package io.aeroarrow.filter;

import io.aeroarrow.filter.Filter.PathExists;
import io.aeroarrow.filter.Filter.PathHasType;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A value inside the list or map of a bin; unknown where there is none at the path, or one of another type. A nil counts as
 * no value.
 *
 * @param bin the name of the bin
 * @param steps the steps from the bin's value to this value, outermost first
 */
public record PathValue(String bin, List<PathStep> steps) implements StoredValue {

    /** Deeper paths could overflow the stack of an encoder or of a server. */
    private static final int MAX_STEPS = 32;

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if there is no step, or more than 32
     */
    public PathValue {
        Bin.requireName(bin);
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException(
                    "a path of " + steps.size() + " steps in bin '" + bin + "'; it needs 1 to " + MAX_STEPS);
        }
    }

    /** {@return the list or map that holds this value} */
    public StoredValue parent() {
        return steps.size() == 1 ? new BinValue(bin) : new PathValue(bin, steps.subList(0, steps.size() - 1));
    }

    /** {@return the step from the parent to this value} */
    public PathStep last() {
        return steps.get(steps.size() - 1);
    }

    @Override
    public Filter exists() {
        return new PathExists(this);
    }

    @Override
    public Filter isMissing() {
        return new PathHasType(this, BinType.MISSING);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the type is {@link BinType#HLL}, which lists and maps do not hold
     */
    @Override
    public Filter hasType(BinType type) {
        return new PathHasType(this, type);
    }

    @Override
    public PathValue step(PathStep step) {
        List<PathStep> longer = new ArrayList<>(steps);
        longer.add(step);
        return new PathValue(bin, longer);
    }

    @Override
    public String toString() {
        return "value " + text(bin, steps);
    }

    private static String text(String bin, List<PathStep> steps) {
        return bin + steps.stream().map(PathStep::toString).collect(Collectors.joining());
    }
}
