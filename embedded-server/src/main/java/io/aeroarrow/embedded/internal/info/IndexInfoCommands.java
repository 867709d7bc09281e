package io.aeroarrow.embedded.internal.info;

import io.aeroarrow.embedded.internal.cluster.NodeMembership;
import io.aeroarrow.embedded.internal.index.IndexDefinition;
import io.aeroarrow.embedded.internal.index.IndexEntryCount;
import io.aeroarrow.embedded.internal.index.IndexRegistry;
import io.aeroarrow.embedded.internal.index.NamedIndex;
import io.aeroarrow.embedded.internal.index.SetIndexDefinition;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.Namespaces;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The info commands on secondary indexes: sindex and sindex-*. */
final class IndexInfoCommands {
    private static final int MAX_LISTED_NAMESPACE = 127;
    private static final int MAX_BOOLEAN = 5;
    private static final int SET_INDEX_ENTRY_BYTES = 16;

    private final Namespaces namespaces;
    private final IndexRegistry registry;
    private final NodeMembership membership;

    private final ServerVersion version;

    IndexInfoCommands(Namespaces namespaces, IndexRegistry registry, NodeMembership membership, ServerVersion version) {
        this.version = version;
        this.membership = membership;
        this.namespaces = namespaces;
        this.registry = registry;
    }

    String create(InfoRequest request) {
        IndexCreation.Wanted wanted = new IndexCreation(request, namespaces, version).wanted();
        return switch (registry.of(wanted.namespace()).create(wanted.index())) {
            case OK -> "ok";
            case NAME_TAKEN -> InfoError.of(200, "'indexname' already exists with different definition");
            case TOO_MANY -> InfoError.of(206, "already at sindex definition limit");
        };
    }

    String delete(InfoRequest request) {
        return withName(request, name -> {
            registry.of(request.required(InfoRequest.MAX_NAMESPACE, "namespace", "ns"))
                    .delete(name);
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
            name = request.required(IndexCreation.MAX_NAME, "indexname");
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

    /** From 8.1.2 on, the indexes of sets follow the others; each of both lists may be an error. */
    String list(InfoRequest request) {
        String values = orError(() -> valueIndexes(listed(request), isBase64(request)));
        if (!version.isAtLeast(ServerVersion.V8_1_2_0)) {
            return values;
        }
        String sets = orError(() -> setIndexes(listed(request)));
        return sets.isEmpty() ? values : values + ";" + sets;
    }

    private @Nullable String listed(InfoRequest request) {
        String name = request.optional(MAX_LISTED_NAMESPACE, "namespace", "ns");
        if (name != null && namespaces.find(name) == null) {
            throw new InfoRefusal(InfoError.NO_NAMESPACE);
        }
        return name;
    }

    private static String orError(Supplier<String> command) {
        try {
            return command.get();
        } catch (InfoRefusal e) {
            return e.answer();
        }
    }

    private static boolean isBase64(InfoRequest request) {
        String value = request.optional(MAX_BOOLEAN, "b64");
        if (value == null || value.equals("false")) {
            return false;
        }
        if (!value.equals("true")) {
            throw InfoRefusal.of("b64", "bad b64");
        }
        return true;
    }

    /** {@code sindex} and {@code sindex/NS} list the indexes; {@code sindex/NS/NAME} describes one. */
    String sindex(InfoRequest request) {
        List<String> path = request.path();
        if (path.isEmpty()) {
            return valueIndexes(null, false);
        }
        Namespace namespace = namespaces.find(path.get(0));
        if (namespace == null) {
            return "ns_type=unknown";
        }
        return path.size() == 1 ? valueIndexes(path.get(0), false) : statistics(namespace, path.get(1));
    }

    String stat(InfoRequest request) {
        return withName(request, name -> statistics(localNamespace(request), name));
    }

    private String valueIndexes(@Nullable String namespace, boolean base64) {
        return lines(
                namespace, (each, index) -> index instanceof IndexDefinition found ? line(each, found, base64) : null);
    }

    private String setIndexes(@Nullable String namespace) {
        return lines(
                namespace,
                (each, index) -> index instanceof SetIndexDefinition
                        ? "ns=" + each.name() + ":indexname=" + index.name() + ":set=" + index.set() + ":indextype=set"
                        : null);
    }

    private String lines(@Nullable String namespace, BiFunction<Namespace, NamedIndex, @Nullable String> line) {
        return namespaces.all().stream()
                .filter(each -> namespace == null || each.name().equals(namespace))
                .flatMap(each -> registry.of(each).list().stream().map(index -> line.apply(each, index)))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(";"));
    }

    private static String line(Namespace namespace, IndexDefinition index, boolean base64) {
        return "ns=" + namespace.name() + ":indexname=" + index.name()
                + ":set=" + (index.set().isEmpty() ? "null" : index.set())
                + ":bin=" + index.data().bin()
                + ":type=" + index.type().text()
                + ":indextype=" + index.part().text()
                + ":context=" + index.data().context(base64)
                + ":exp=" + index.data().expression()
                + ":state=RW";
    }

    private String statistics(Namespace namespace, String name) {
        return registry.of(namespace)
                .find(name)
                .map(index -> index instanceof IndexDefinition values
                        ? statistics(namespace, values)
                        : statisticsOfSet(namespace, index.set()))
                .orElse(InfoError.NO_INDEX);
    }

    private String statistics(Namespace namespace, IndexDefinition index) {
        IndexEntryCount count = new IndexEntryCount(index);
        forEach(namespace, count::add);
        return "entries=" + count.entries() + ";used_bytes=0;entries_per_bval=" + count.perValue() + ";entries_per_rec="
                + count.perRecord() + ";load_pct=100;load_time=0;stat_gc_recs=0";
    }

    /** The bytes are those of all indexes of sets in the namespace. */
    private String statisticsOfSet(Namespace namespace, String set) {
        long indexed = records(namespace, registry.of(namespace)::hasSetIndex);
        return "entries=" + records(namespace, set::equals) + ";used_bytes=" + indexed * SET_INDEX_ENTRY_BYTES
                + ";load_pct=100";
    }

    private long records(Namespace namespace, Predicate<String> sets) {
        AtomicLong records = new AtomicLong();
        forEach(namespace, (digest, stored) -> {
            if (sets.test(stored.set().displayName())) {
                records.incrementAndGet();
            }
        });
        return records.get();
    }

    private void forEach(Namespace namespace, BiConsumer<Digest, StoredRecord> action) {
        for (int partition = 0; partition < Digest.PARTITIONS; partition++) {
            if (membership.serves(namespace.name(), partition)) {
                namespace
                        .scan(partition, null)
                        .forEachRemaining(record -> action.accept(record.getKey(), record.getValue()));
            }
        }
    }
}
