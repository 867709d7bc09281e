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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The info commands on secondary indexes: sindex and sindex-*. */
final class IndexInfoCommands {
    private static final int MAX_NAME = 63;
    private static final int MAX_BIN_NAME = 15;
    private static final int MAX_TYPE = 11;
    private static final int MAX_PART = 9;
    private static final int MAX_CONTEXT = 2047;
    private static final int MAX_LISTED_NAMESPACE = 127;
    private static final String TYPES = " - must be one of 'numeric', 'string', 'blob', 'geo2dsphere'";

    private final Namespaces namespaces;
    private final IndexRegistry registry;
    private final NodeMembership membership;

    private record IndexedBin(String name, IndexValueType type) {}

    IndexInfoCommands(Namespaces namespaces, IndexRegistry registry, NodeMembership membership) {
        this.membership = membership;
        this.namespaces = namespaces;
        this.registry = registry;
    }

    /** Checks the parameters in a real server's order, because the first wrong one determines the error. */
    String create(InfoRequest request) {
        String name = request.required(MAX_NAME, "indexname");
        String namespaceName = request.required(InfoRequest.MAX_NAMESPACE, "namespace", "ns");
        String set = request.optional(InfoRequest.MAX_SET, "set");
        if (request.optional(MAX_CONTEXT, "context") != null || request.parameter("exp") != null) {
            return InfoError.of(16, "indexes on contexts and expressions are not supported");
        }
        IndexCollectionType part = part(request.optional(MAX_PART, "indextype"));
        IndexedBin bin = bin(request);
        if (part == IndexCollectionType.MAPKEYS && bin.type() == IndexValueType.GEO2DSPHERE) {
            return InfoError.of(
                    4,
                    "bad 'indexdata' bin type for 'indextype' 'mapkeys' - must be one of"
                            + " 'numeric', 'string', 'blob'");
        }
        Namespace namespace = namespaces.find(namespaceName);
        if (namespace == null) {
            // A real server answers ok for an unknown namespace, too.
            return "ok";
        }
        IndexDefinition wanted = new IndexDefinition(name, set == null ? "" : set, bin.name(), bin.type(), part);
        return registry.of(namespace).create(wanted) == NamespaceIndexes.Created.OK
                ? "ok"
                : InfoError.of(200, "'indexname' already exists with different definition");
    }

    private static IndexCollectionType part(@Nullable String name) {
        return name == null
                ? IndexCollectionType.DEFAULT
                : IndexCollectionType.named(name)
                        .orElseThrow(() -> InfoRefusal.of(
                                "indextype",
                                "bad 'indextype' - must be one of 'default', 'list', 'mapkeys', 'mapvalues'"));
    }

    private static IndexedBin bin(InfoRequest request) {
        String data = request.optional(MAX_BIN_NAME + 1 + MAX_TYPE, "indexdata");
        String typeName = request.optional(MAX_TYPE, "type");
        if ((data == null) == (typeName == null)) {
            throw InfoRefusal.of("type", "both 'indexdata' and 'type' are " + (data == null ? "missing" : "specified"));
        }
        if (typeName == null) {
            return oldStyleBin(data == null ? "" : data);
        }
        IndexValueType type =
                IndexValueType.named(typeName).orElseThrow(() -> InfoRefusal.of("type", "bad 'type'" + TYPES));
        String bin = request.optional(MAX_BIN_NAME, "bin");
        if (bin == null) {
            throw InfoRefusal.of("bin", "both 'bin' and 'exp' are missing");
        }
        return new IndexedBin(bin, type);
    }

    /** The old form has bin and type in one parameter. */
    private static IndexedBin oldStyleBin(String data) {
        int comma = data.indexOf(',');
        if (comma < 0) {
            throw InfoRefusal.of("indexdata", "'indexdata' missing bin type");
        }
        String bin = data.substring(0, comma);
        if (bin.isEmpty()) {
            throw InfoRefusal.of("indexdata", "'indexdata' missing bin name");
        }
        if (bin.getBytes(StandardCharsets.UTF_8).length > MAX_BIN_NAME) {
            throw InfoRefusal.of("indexdata", "'indexdata' bin name too long");
        }
        return new IndexedBin(
                bin,
                IndexValueType.named(data.substring(comma + 1))
                        .orElseThrow(() -> InfoRefusal.of("indexdata", "bad 'indexdata' bin type" + TYPES)));
    }

    String delete(InfoRequest request) {
        return withName(request, name -> {
            Namespace namespace = namespaces.find(request.required(InfoRequest.MAX_NAMESPACE, "namespace", "ns"));
            if (namespace != null) {
                registry.of(namespace).delete(name);
            }
            // Idempotent: a missing index is no error.
            return "ok";
        });
    }

    String exists(InfoRequest request) {
        return withName(
                request,
                name -> String.valueOf(
                        registry.of(localNamespace(request)).find(name).isPresent()));
    }

    /** A real server answers an error about the index's name, and then goes on without a name. */
    private static String withName(InfoRequest request, UnaryOperator<String> command) {
        String error = "";
        String name = "";
        try {
            name = request.required(MAX_NAME, "indexname");
        } catch (InfoRefusal e) {
            error = e.answer();
        }
        try {
            return error + command.apply(name);
        } catch (InfoRefusal e) {
            return error + e.answer();
        }
    }

    private Namespace localNamespace(InfoRequest request) {
        Namespace namespace = namespaces.find(request.required(InfoRequest.MAX_NAMESPACE, "namespace", "ns"));
        if (namespace == null) {
            throw new InfoRefusal(InfoError.NO_NAMESPACE);
        }
        return namespace;
    }

    String list(InfoRequest request) {
        String name = request.optional(MAX_LISTED_NAMESPACE, "namespace", "ns");
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
        return withName(request, name -> statistics(localNamespace(request), name));
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
}
