package io.aeroarrow.python;

import io.aeroarrow.admin.IndexCollection;
import io.aeroarrow.admin.IndexType;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.client.AeroArrowClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Namespaces, sets, indexes and info commands. Lists are tables: one array for each row. */
public final class PythonAdmin {

    private final AeroArrowClient client;

    PythonAdmin(AeroArrowClient client) {
        this.client = client;
    }

    /** {@return name, objects and bytes of each namespace} */
    public PendingCall<Object[][]> namespaces() {
        return PendingCall.start(
                "namespaces",
                () -> client.namespaces().stream()
                        .map(one -> new Object[] {one.name(), one.objects(), one.bytes()})
                        .toArray(Object[][]::new));
    }

    /**
     * Lists sets.
     *
     * @param namespace their namespace
     * @return name, objects and bytes of each set
     */
    public PendingCall<Object[][]> sets(String namespace) {
        return PendingCall.start(
                "sets",
                () -> client.sets(namespace).stream()
                        .map(one -> new Object[] {one.name(), one.objects(), one.bytes()})
                        .toArray(Object[][]::new));
    }

    /**
     * Lists secondary indexes.
     *
     * @param namespace their namespace
     * @return name, set, bin, type, collection, and whether it is readable, of each index
     */
    public PendingCall<Object[][]> indexes(String namespace) {
        return PendingCall.start(
                "indexes",
                () -> client.indexes(namespace).stream()
                        .map(one -> new Object[] {
                            one.name(), one.set(), one.bin(), lower(one.type()), lower(one.collection()), one.readable()
                        })
                        .toArray(Object[][]::new));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Creates a secondary index, and waits until queries can use it.
     *
     * @param namespace its namespace
     * @param set its set
     * @param name its name
     * @param value the indexed bin, or the value in its list or map, in the language of {@code --where}
     * @param isPath whether it is such a value, and not the name of a bin
     * @param type such as {@code numeric}
     * @param collection such as {@code default}
     * @param seconds the longest time to wait; 0 to return at once
     * @return completes when the index is usable
     */
    public PendingCall<Boolean> createIndex(
            String namespace,
            String set,
            String name,
            String value,
            boolean isPath,
            String type,
            String collection,
            long seconds) {
        SecondaryIndex index = SecondaryIndex.of(
                        namespace,
                        set,
                        name,
                        PythonIndexQuery.value(value, isPath),
                        PythonScan.named(IndexType.class, "type", type))
                .withCollection(PythonScan.named(IndexCollection.class, "collection", collection));
        return PendingCall.start("index", () -> {
            client.createIndex(index);
            if (seconds > 0) {
                client.awaitIndex(namespace, name, Duration.ofSeconds(seconds));
            }
            return true;
        });
    }

    /**
     * Drops a secondary index.
     *
     * @param namespace its namespace
     * @param name its name
     * @return completes when the servers have accepted it
     */
    public PendingCall<Boolean> dropIndex(String namespace, String name) {
        return PendingCall.start("index", () -> {
            client.dropIndex(namespace, name);
            return true;
        });
    }

    /**
     * Asks a node for info.
     *
     * @param names such as {@code build}
     * @return name and answer of each
     */
    public PendingCall<Object[][]> info(String[] names) {
        return PendingCall.start("info", () -> {
            Map<String, String> answers = client.info(List.of(names));
            return answers.entrySet().stream()
                    .map(answer -> new Object[] {answer.getKey(), answer.getValue()})
                    .toArray(Object[][]::new);
        });
    }

    /**
     * Deletes all records of a set, on the servers.
     *
     * @param namespace the namespace
     * @param set the set; empty for the whole namespace
     * @return completes when the servers have accepted it
     */
    public PendingCall<Boolean> truncate(String namespace, String set) {
        return PendingCall.start("truncate", () -> {
            client.truncate(namespace, set, Optional.empty());
            return true;
        });
    }
}
