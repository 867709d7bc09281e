package io.aeroarrow.arrow.schema;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.RecordStream;
import io.aeroarrow.error.MismatchException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Record;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.GenerationCheck;
import io.aeroarrow.policy.TimeToLive;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.ScanRequest;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Stores the schemas of sets as records of a set beside them, the schema set: one record for each set, in the set's
 * namespace, with the set's name as its key. Reads use the schemas if {@code ReadOptions.withSchemaSet} names the schema set.
 * Thread-safe.
 *
 * <p>A record has the bins {@code version} (integer) and {@code schema} (Arrow's JSON of the schema), and never expires.
 */
public final class SchemaStore {

    /** The name of the records without a set, as the key of their schema. */
    public static final String NO_SET = "__default";

    /** How often a change is applied again to a schema that others change at the same time. */
    private static final int MAX_CHANGES = 20;

    private static final WritePolicy WRITE = WritePolicy.DEFAULT.withTimeToLive(TimeToLive.NEVER);

    private final AeroArrowClient client;
    private final String schemaSet;

    private SchemaStore(AeroArrowClient client, String schemaSet) {
        this.client = client;
        this.schemaSet = requireName(schemaSet);
    }

    /**
     * {@return a store of schemas} Sends no request.
     *
     * @param client remains the caller's; the store is usable until the client is closed
     * @param schemaSet the set that stores the schemas of each namespace
     * @throws IllegalArgumentException if the name is empty
     */
    public static SchemaStore of(AeroArrowClient client, String schemaSet) {
        return new SchemaStore(client, schemaSet);
    }

    /**
     * {@return a valid name of a schema set}
     *
     * @param schemaSet the name
     * @throws IllegalArgumentException if it is empty
     */
    public static String requireName(String schemaSet) {
        if (schemaSet.isBlank()) {
            throw new IllegalArgumentException("the name of the schema set is empty; name a set");
        }
        return schemaSet;
    }

    /** {@return the set that stores the schemas} */
    public String schemaSet() {
        return schemaSet;
    }

    private Key key(String namespace, String set) {
        return Key.of(namespace, schemaSet, set.isEmpty() ? NO_SET : set);
    }

    private String described(String namespace, String set) {
        return "the schema of '" + namespace + "." + (set.isEmpty() ? NO_SET : set) + "' in set '" + schemaSet + "'";
    }

    /**
     * Reads the schema of a set.
     *
     * @param namespace the namespace
     * @param set the set; empty for the records without a set
     * @return empty if none is stored
     * @throws MismatchException if the stored schema is damaged, or has a newer format
     */
    public Optional<StoredSchema> find(String namespace, String set) {
        Optional<Record> record = client.get(key(namespace, set));
        return record.map(found -> new StoredSchema(
                namespace, set, SchemaRecord.schema(found, described(namespace, set)), found.generation()));
    }

    /**
     * Stores the schema of a set that has none.
     *
     * @param namespace the namespace
     * @param set the set; empty for the records without a set
     * @param schema the columns and their types
     * @return false if the set already has a stored schema, which is unchanged
     * @throws IllegalArgumentException if the schema has no columns
     */
    public boolean create(String namespace, String set, Schema schema) {
        try {
            client.put(
                    key(namespace, set), SchemaRecord.bins(schema), WRITE.withExistsAction(ExistsAction.CREATE_ONLY));
            return true;
        } catch (ServerErrorException e) {
            if (e.resultCode() == ResultCode.RECORD_EXISTS.code()) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Stores the schema of a set, and replaces the stored one.
     *
     * @param namespace the namespace
     * @param set the set; empty for the records without a set
     * @param schema the columns and their types
     * @throws IllegalArgumentException if the schema has no columns
     */
    public void put(String namespace, String set, Schema schema) {
        client.put(key(namespace, set), SchemaRecord.bins(schema), WRITE.withExistsAction(ExistsAction.REPLACE));
    }

    /**
     * Changes the stored schema of a set. If others change it at the same time, the change is applied again to their result,
     * so that no change is lost.
     *
     * @param namespace the namespace
     * @param set the set; empty for the records without a set
     * @param change gets the stored schema and returns the new one; may be called several times
     * @return the new schema
     * @throws IllegalArgumentException if the set has no stored schema, or the new one has no columns
     * @throws IllegalStateException if others change the schema all the time
     */
    public Schema update(String namespace, String set, UnaryOperator<Schema> change) {
        for (int i = 0; i < MAX_CHANGES; i++) {
            StoredSchema before = find(namespace, set)
                    .orElseThrow(() -> new IllegalArgumentException(
                            described(namespace, set) + " does not exist; store it before you change it"));
            Schema after = change.apply(before.schema());
            if (replace(before, after)) {
                return after;
            }
        }
        throw new IllegalStateException(described(namespace, set) + " was changed by others " + MAX_CHANGES
                + " times while this change was applied. Try again.");
    }

    /** Returns false if the schema was changed or removed since it was read. */
    private boolean replace(StoredSchema before, Schema after) {
        WritePolicy unchanged = WRITE.withExistsAction(ExistsAction.REPLACE_ONLY)
                .withGeneration(GenerationCheck.equalTo(before.generation()));
        try {
            client.put(key(before.namespace(), before.set()), SchemaRecord.bins(after), unchanged);
            return true;
        } catch (ServerErrorException e) {
            if (e.resultCode() == ResultCode.GENERATION.code() || e.resultCode() == ResultCode.NOT_FOUND.code()) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Removes the stored schema of a set, also a damaged one. The records of the set are unchanged.
     *
     * @param namespace the namespace
     * @param set the set; empty for the records without a set
     * @return whether there was one
     */
    public boolean remove(String namespace, String set) {
        return client.delete(key(namespace, set), WritePolicy.DEFAULT);
    }

    /**
     * {@return the names of the sets of a namespace that have a stored schema; empty for the records without a set}
     *
     * @param namespace the namespace
     */
    public SortedSet<String> sets(String namespace) {
        SortedSet<String> sets = new TreeSet<>();
        ScanRequest keys = ScanRequest.of(namespace, schemaSet).withBins(BinSelection.none());
        try (RecordStream records = client.scan(keys)) {
            for (Record record : records) {
                if (record.key().userKey() instanceof Value.StringValue name) {
                    sets.add(name.value().equals(NO_SET) ? "" : name.value());
                }
            }
        }
        return sets;
    }
}
