package io.aeroarrow.embedded.internal.index;

/** An index of the records of a set, without values (8.1.2). */
public record SetIndexDefinition(String name, String set) implements NamedIndex {

    @Override
    public boolean isSameBut(NamedIndex other) {
        return other instanceof SetIndexDefinition that && set.equals(that.set);
    }
}
