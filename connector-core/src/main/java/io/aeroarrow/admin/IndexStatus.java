package io.aeroarrow.admin;

/**
 * A secondary index as a node tells of it.
 *
 * @param name its name
 * @param set the set whose records it holds; empty for all
 * @param bin the bin; empty if the index is on an expression
 * @param type the type of the values
 * @param collection what of the bin it holds
 * @param nested whether it is on a part of the bin that a context names, or on an expression; queries find it by name
 * @param readable whether it is complete on the node that was asked
 */
public record IndexStatus(
        String namespace,
        String set,
        String name,
        String bin,
        IndexType type,
        IndexCollection collection,
        boolean nested,
        boolean readable) {

    /** Whether this is what a definition asks for, under whichever name. */
    public boolean isOf(SecondaryIndex definition) {
        return !nested
                && set.equals(definition.set())
                && bin.equals(definition.bin())
                && type == definition.type()
                && collection == definition.collection();
    }
}
