package io.aeroarrow.flight.internal.catalog;

import io.aeroarrow.admin.SetCount;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.schema.SchemaStore;
import io.aeroarrow.flight.internal.auth.ClientLease;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.vector.types.pojo.Schema;

/** Namespaces as schemas, sets as tables, and their columns. */
public final class SetCatalog {

    /** The name of the only catalog, which is the cluster. */
    public static final String CATALOG = "aerospike";

    private SetCatalog() {}

    /** Returns the namespaces that a user may read. */
    public static List<String> namespaces(ClientLease lease) {
        return lease.aero().client().namespaceNames().stream()
                .filter(lease.rights()::mayRead)
                .sorted()
                .toList();
    }

    /** Returns the sets of a namespace that have records or a stored schema, without the set that stores schemas. */
    public static List<String> sets(ClientLease lease, String namespace) {
        lease.rights().requireRead(namespace);
        AeroArrowView aero = lease.aero();
        Set<String> sets = new TreeSet<>();
        aero.options()
                .schemaSet()
                .ifPresent(schemaSet ->
                        sets.addAll(SchemaStore.of(aero.client(), schemaSet).sets(namespace)));
        aero.client().sets(namespace).stream()
                .filter(set -> set.objects() > 0)
                .map(SetCount::name)
                .forEach(sets::add);
        sets.remove("");
        aero.options().schemaSet().ifPresent(sets::remove);
        return List.copyOf(sets);
    }

    /** Returns the columns of a set: its key, and those of the stored schema, else the bins of a sample. */
    public static Schema columns(ClientLease lease, String namespace, String set) {
        return find(lease, namespace, set)
                .orElseThrow(() -> CallStatus.NOT_FOUND
                        .withDescription("there is no set '" + set + "' with records in namespace '" + namespace
                                + "'. A table is a set: namespace.set.")
                        .toRuntimeException());
    }

    private static Optional<Schema> find(ClientLease lease, String namespace, String set) {
        lease.rights().requireRead(namespace);
        AeroArrowView aero = lease.aero();
        if (!aero.client().namespaceNames().contains(namespace)) {
            throw CallStatus.NOT_FOUND
                    .withDescription("there is no namespace '" + namespace + "'; there are " + namespaces(lease))
                    .toRuntimeException();
        }
        Schema columns = aero.schemaWithKey(namespace, set);
        boolean isEmpty = columns.getFields().size() == 1
                && aero.inferSchema(namespace, set).records() == 0;
        return isEmpty ? Optional.empty() : Optional.of(columns);
    }
}
