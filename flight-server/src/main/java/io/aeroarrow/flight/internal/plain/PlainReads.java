package io.aeroarrow.flight.internal.plain;

import com.fasterxml.jackson.databind.JsonNode;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.Lookup;
import io.aeroarrow.arrow.Scan;
import io.aeroarrow.cli.Conditions;
import io.aeroarrow.flight.internal.auth.ClientLease;
import io.aeroarrow.flight.internal.plain.PlainRequest.GetDescription;
import io.aeroarrow.flight.internal.plain.PlainRequest.LookupDescription;
import io.aeroarrow.flight.internal.plain.PlainRequest.ScanDescription;
import io.aeroarrow.flight.internal.stream.LookupPlan;
import io.aeroarrow.flight.internal.stream.ScanPlan;
import io.aeroarrow.flight.internal.stream.StreamPlan;
import io.aeroarrow.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Plans reads that are described as JSON. */
public final class PlainReads {

    private PlainReads() {}

    /**
     * Plans a read.
     *
     * @param schema the schema that the client was told; empty to infer it
     */
    public static StreamPlan plan(
            PlainRequest request, ClientLease lease, BufferAllocator allocator, Optional<Schema> schema) {
        if (request.scan() != null) {
            return scan(request.scan(), lease, schema);
        }
        if (request.get() != null) {
            return get(request.get(), lease, allocator);
        }
        throw new IllegalArgumentException(
                "a read is described by scan or get; lookup needs DoExchange, and write needs DoPut");
    }

    private static StreamPlan scan(ScanDescription spec, ClientLease lease, Optional<Schema> told) {
        String namespace = PlainRequest.required(spec.namespace(), "namespace");
        lease.rights().requireRead(namespace);
        AeroArrowView aero = lease.aero();
        Scan scan = aero.scan(namespace, setOf(spec.set()));
        if (spec.where() != null) {
            scan = scan.where(Conditions.parse(spec.where()));
        }
        if (spec.columns() != null) {
            scan = scan.columns(spec.columns().toArray(String[]::new));
        }
        Schema schema = told.orElseGet(scan::resolveSchema);
        return ScanPlan.of(aero.client(), namespace, scan, schema, spec.limit());
    }

    private static StreamPlan get(GetDescription spec, ClientLease lease, BufferAllocator allocator) {
        if (spec.keys() == null) {
            throw new IllegalArgumentException("the description has no 'keys'");
        }
        List<Value> keys = new ArrayList<>();
        for (JsonNode key : spec.keys()) {
            keys.add(key(key));
        }
        if (keys.stream().map(Object::getClass).distinct().count() > 1) {
            throw new IllegalArgumentException("the keys are integers and texts; read each type by its own request");
        }
        Lookup lookup = lookup(lease, spec.namespace(), spec.set(), spec.columns(), spec.where(), spec.onlyFound());
        return new LookupPlan(allocator, lookup, schema(lookup, allocator), keys);
    }

    private static Value key(JsonNode key) {
        if (key.isIntegralNumber() && key.canConvertToLong()) {
            return Value.of(key.longValue());
        }
        if (key.isTextual()) {
            return Value.of(key.textValue());
        }
        throw new IllegalArgumentException("key " + key + " is neither a 64-bit integer nor a text");
    }

    /** Returns the lookup of a stream of keys. */
    public static Lookup lookup(LookupDescription spec, ClientLease lease) {
        return lookup(lease, spec.namespace(), spec.set(), spec.columns(), spec.where(), spec.onlyFound());
    }

    private static Lookup lookup(
            ClientLease lease,
            @Nullable String inNamespace,
            @Nullable String set,
            @Nullable List<String> columns,
            @Nullable String where,
            boolean onlyFound) {
        String namespace = PlainRequest.required(inNamespace, "namespace");
        lease.rights().requireRead(namespace);
        Lookup lookup = lease.aero().batchRead(namespace, setOf(set));
        lookup = columns == null ? lookup : lookup.columns(columns.toArray(String[]::new));
        lookup = where == null ? lookup : lookup.where(Conditions.parse(where));
        return onlyFound ? lookup.onlyFound() : lookup;
    }

    /** Returns the schema of a lookup's batches: that of a lookup without keys. */
    public static Schema schema(Lookup lookup, BufferAllocator allocator) {
        try (FieldVector none = LookupPlan.vector(allocator, List.of());
                VectorSchemaRoot root = lookup.root(none)) {
            return root.getSchema();
        }
    }

    /** The empty set is the whole namespace in a scan, and the records without a set in a lookup. */
    static String setOf(@Nullable String set) {
        if (set == null) {
            throw new IllegalArgumentException("the description has no 'set'");
        }
        return set;
    }
}
