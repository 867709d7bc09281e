package io.aeroarrow.internal.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The properties of an immutable API class, which holds them in one final field. A property is a field of the subclass
 * and an entry in {@link #list}; equality, the hash and the text follow from the list.
 *
 * @param <P> the subclass
 */
public abstract class Properties<P extends Properties<P>> implements Cloneable {

    /** Returns a changed copy; this object stays as it is. */
    @SuppressWarnings("unchecked")
    public final P with(Consumer<? super P> change) {
        P copy;
        try {
            copy = (P) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("every subclass is Cloneable", e);
        }
        change.accept(copy);
        return copy;
    }

    /** Adds each property's name and value, in the order of the text. */
    protected abstract void list(Listing to);

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Properties<?> properties
                && getClass() == properties.getClass()
                && listing().values.equals(properties.listing().values);
    }

    @Override
    public final int hashCode() {
        return listing().values.hashCode();
    }

    /** Names and values in brackets, as in the text of a record. */
    @Override
    public final String toString() {
        StringBuilder text = new StringBuilder("[");
        listing()
                .values
                .forEach((name, value) -> text.append(text.length() > 1 ? ", " : "")
                        .append(name)
                        .append('=')
                        .append(value));
        return text.append(']').toString();
    }

    private Listing listing() {
        Listing listing = new Listing();
        list(listing);
        return listing;
    }

    /** Collects names and values. */
    public static final class Listing {

        private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

        private Listing() {}

        /** Adds a property; returns this. */
        public Listing add(String name, @Nullable Object value) {
            values.put(name, value);
            return this;
        }
    }
}
