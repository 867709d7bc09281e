package io.aeroarrow.embedded.internal.info;

import io.aeroarrow.embedded.internal.cluster.NodeMembership;
import io.aeroarrow.embedded.internal.index.IndexCollectionType;
import io.aeroarrow.embedded.internal.index.IndexDefinition;
import io.aeroarrow.embedded.internal.index.IndexRegistry;
import io.aeroarrow.embedded.internal.index.IndexValueType;
import io.aeroarrow.embedded.internal.index.NamespaceIndexes;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.Namespaces;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The info commands on secondary indexes: sindex and sindex-*. */
final class IndexInfoCommands {
    private static final int MAX_NAME = 63;
    private static final int MAX_BIN_NAME = 15;

    private final Namespaces namespaces;
    private final IndexRegistry registry;
    private final NodeMembership membership;

    IndexInfoCommands(Namespaces namespaces, IndexRegistry registry, NodeMembership membership) {
        this.membership = membership;
        this.namespaces = namespaces;
        this.registry = registry;
    }

    String create(InfoRequest request) {
        String name = request.parameter("indexname");
        if (request.parameter("namespace", "ns") == null || name == null) {
            return InfoError.missing(name == null ? "indexname" : "namespace");
        }
        if (isLongerThan(name, MAX_NAME)) {
            return InfoError.of(4, "'indexname' value too long");
        }
        if (request.parameter("context") != null || request.parameter("exp") != null) {
            return InfoError.of(16, "indexes on contexts and expressions are not supported");
        }
        // The old form has bin and type in one parameter.
        String data = request.parameter("indexdata");
        String bin = data == null ? request.parameter("bin") : data.split(",", 2)[0];
        String type = data == null ? request.parameter("type") : data.substring(data.indexOf(',') + 1);
        if (bin == null || type == null) {
            return InfoError.of(
                    4, bin == null ? "both 'bin' and 'exp' are missing" : "both 'indexdata' and 'type' are missing");
        }
        return create(request, name, bin, type);
    }

    private String create(InfoRequest request, String name, String bin, String typeName) {
        if (isLongerThan(bin, MAX_BIN_NAME)) {
            return InfoError.of(4, "'bin' value too long");
        }
        Optional<IndexValueType> type = IndexValueType.named(typeName);
        if (type.isEmpty()) {
            return InfoError.of(4, "bad 'type' - must be one of 'numeric', 'string', 'blob', 'geo2dsphere'");
        }
        String partName = request.parameter("indextype");
        Optional<IndexCollectionType> part =
                partName == null ? Optional.of(IndexCollectionType.DEFAULT) : IndexCollectionType.named(partName);
        if (part.isEmpty()) {
            return InfoError.of(4, "bad 'indextype' - must be one of 'default', 'list', 'mapkeys', 'mapvalues'");
        }
        if (part.get() == IndexCollectionType.MAPKEYS && type.get() == IndexValueType.GEO2DSPHERE) {
            return InfoError.of(
                    4,
                    "bad 'indexdata' bin type for 'indextype' 'mapkeys' - must be one of"
                            + " 'numeric', 'string', 'blob'");
        }
        String set = request.parameter("set");
        Namespace namespace = namespace(request);
        if (namespace == null) {
            // A real server answers ok for an unknown namespace, too.
            return "ok";
        }
        IndexDefinition wanted = new IndexDefinition(name, set == null ? "" : set, bin, type.get(), part.get());
        return registry.of(namespace).create(wanted) == NamespaceIndexes.Created.OK
                ? "ok"
                : InfoError.of(200, "'indexname' already exists with different definition");
    }

    String delete(InfoRequest request) {
        String name = request.parameter("indexname");
        if (name == null) {
            return InfoError.missing("indexname") + "ok";
        }
        Namespace namespace = namespace(request);
        if (namespace != null) {
            registry.of(namespace).delete(name);
        }
        // Idempotent: a missing index is no error.
        return "ok";
    }

    String exists(InfoRequest request) {
        Namespace namespace = namespace(request);
        String name = request.parameter("indexname");
        if (namespace == null) {
            return InfoError.NO_NAMESPACE;
        }
        return name == null
                ? InfoError.missing("indexname")
                : String.valueOf(registry.of(namespace).find(name).isPresent());
    }

    String list(InfoRequest request) {
        String name = request.parameter("namespace", "ns");
        return name != null && namespaces.find(name) == null ? InfoError.NO_NAMESPACE : list(name);
    }

    /** {@code sindex} and {@code sindex/NS} list the indexes; {@code sindex/NS/NAME} describes one. */
    String sindex(InfoRequest request) {
        List<String> path = request.path();
        if (path.isEmpty()) {
            return list((String) null);
        }
        Namespace namespace = namespaces.find(path.get(0));
        if (namespace == null) {
            return "ns_type=unknown";
        }
        return path.size() == 1 ? list(path.get(0)) : statistics(namespace, path.get(1));
    }

    String stat(InfoRequest request) {
        Namespace namespace = namespace(request);
        String name = request.parameter("indexname");
        if (namespace == null) {
            return InfoError.NO_NAMESPACE;
        }
        return name == null ? InfoError.missing("indexname") + InfoError.NO_INDEX : statistics(namespace, name);
    }

    private String list(@Nullable String namespace) {
        return namespaces.all().stream()
                .filter(each -> namespace == null || each.name().equals(namespace))
                .flatMap(each -> registry.of(each).list().stream().map(index -> line(each, index)))
                .collect(Collectors.joining(";"));
    }

    private static String line(Namespace namespace, IndexDefinition index) {
        return "ns=" + namespace.name() + ":indexname=" + index.name()
                + ":set=" + (index.set().isEmpty() ? "null" : index.set())
                + ":bin=" + index.bin()
                + ":type=" + index.type().text()
                + ":indextype=" + index.part().text()
                + ":context=null:exp=null:state=RW";
    }

    private String statistics(Namespace namespace, String name) {
        return registry.of(namespace)
                .find(name)
                .map(index -> "entries=" + entries(namespace, index)
                        + ";used_bytes=0;entries_per_bval=0;entries_per_rec=0;load_pct=100;load_time=0;stat_gc_recs=0")
                .orElse(InfoError.NO_INDEX);
    }

    private long entries(Namespace namespace, IndexDefinition index) {
        long entries = 0;
        for (int partition = 0; partition < Digest.PARTITIONS; partition++) {
            if (!membership.serves(namespace.name(), partition)) {
                continue;
            }
            Iterator<Map.Entry<Digest, StoredRecord>> records = namespace.scan(partition, null);
            while (records.hasNext()) {
                entries += index.entries(records.next().getValue());
            }
        }
        return entries;
    }

    private @Nullable Namespace namespace(InfoRequest request) {
        String name = request.parameter("namespace", "ns");
        return name == null ? null : namespaces.find(name);
    }

    private static boolean isLongerThan(String text, int bytes) {
        return text.getBytes(StandardCharsets.UTF_8).length > bytes;
    }
}
