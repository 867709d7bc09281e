package io.aeroarrow.python;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.Scan;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.cli.Conditions;
import io.aeroarrow.client.IndexUse;
import io.aeroarrow.model.PartitionSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** A scan. Python calls its setters, which change this object, and then {@link #open} or {@link #readers}. */
public final class PythonScan {

    private final AeroArrowView aero;
    private final String namespace;
    private final String set;
    private List<String> metadata = List.of();
    private Scan scan;
    private AeroArrowView sampled;
    private @Nullable Schema resolved;

    PythonScan(AeroArrowView aero, Scan scan, String namespace, String set) {
        this.aero = aero;
        this.sampled = aero;
        this.scan = scan;
        this.namespace = namespace;
        this.set = set;
    }

    private void change(UnaryOperator<Scan> change) {
        scan = change.apply(scan);
    }

    /**
     * Reads only these columns.
     *
     * @param names bins and metadata columns
     */
    public void columns(String[] names) {
        change(now -> now.columns(names));
    }

    /**
     * Reads metadata columns before all bins.
     *
     * @param names such as {@code __key}
     */
    public void metadata(String[] names) {
        metadata = List.of(names);
    }

    /**
     * Reads the fields of a schema.
     *
     * @param address a structure of Arrow's C data interface; its content is moved out
     */
    public void schema(long address) {
        Schema declared = declared(address);
        change(now -> now.schema(declared));
    }

    static Schema declared(long address) {
        return DictionaryFields.imported(PythonMemory.allocator(), address);
    }

    /**
     * Reads only records that meet a condition.
     *
     * @param condition in the language of {@code --where}
     */
    public void where(String condition) {
        change(now -> now.where(Conditions.parse(condition)));
    }

    /**
     * Chooses the secondary index that finds the records of the condition.
     *
     * @param use {@code auto}, {@code off}, or the name of an index
     */
    public void index(String use) {
        change(now -> now.secondaryIndex(IndexUse.of(use)));
    }

    /**
     * Returns how the records are found: by a scan or through an index, and why.
     *
     * @return one line
     */
    public PendingCall<String> explain() {
        return PendingCall.start("explain", () -> scan.explain());
    }

    /**
     * Limits the number of records.
     *
     * @param records 0 for no limit
     */
    public void limit(long records) {
        change(now -> now.limit(records));
    }

    /**
     * Reads some partitions.
     *
     * @param ids from 0 to 4095
     */
    public void partitions(int[] ids) {
        change(now -> now.partitions(PartitionSet.of(Arrays.stream(ids).boxed().toList())));
    }

    /**
     * Sets what happens to values that do not fit the type of their column.
     *
     * @param policy {@code fail} or {@code null}
     */
    public void onMismatch(String policy) {
        change(now -> now.onMismatch(named(OnMismatch.class, "on_mismatch", policy)));
    }

    static <E extends Enum<E>> E named(Class<E> type, String setting, String name) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(name)) {
                return constant;
            }
        }
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        throw new IllegalArgumentException(setting + " is '" + name + "'; it must be one of " + names);
    }

    /**
     * Sets the number of threads that read.
     *
     * @param threads 1 or more
     */
    public void parallelism(int threads) {
        change(now -> now.parallelism(threads));
    }

    /**
     * Sets the maximum number of rows of a batch.
     *
     * @param rows 1 or more
     */
    public void batchRows(int rows) {
        change(now -> now.batchRows(rows));
    }

    /**
     * Sets the size at which a batch ends.
     *
     * @param bytes 1 or more
     */
    public void batchBytes(long bytes) {
        change(now -> now.batchBytes(bytes));
    }

    /**
     * Limits the number of records that each server reads per second.
     *
     * @param records 0 for no limit
     */
    public void recordsPerSecond(int records) {
        change(now -> now.request(request -> request.withRecordsPerSecond(records)));
    }

    /**
     * Sets the number of records of the first sample, which decides the types of columns. Has no effect together with
     * metadata columns.
     *
     * @param records 1 or more
     */
    public void sampleRecords(int records) {
        change(now -> now.options(options -> options.withSampleRecords(records)));
        sampled = aero.with(aero.options().withSampleRecords(records));
    }

    /**
     * Returns a copy that reads some of the columns of this scan. Reads a sample unless {@link #resolve} has ended.
     *
     * @param names names of columns; empty for all
     * @return an independent scan
     */
    public PythonScan project(String[] names) {
        Schema all = resolvedSchema();
        List<Field> fields = names.length == 0
                ? all.getFields()
                : Arrays.stream(names).map(all::findField).toList();
        Schema some = new Schema(fields);
        PythonScan copy = new PythonScan(aero, scan.schema(some), namespace, set);
        copy.resolved = some;
        return copy;
    }

    /**
     * Resolves the columns: reads a sample, unless a schema is declared. Later reads use the same columns.
     *
     * @return this scan
     */
    public PendingCall<PythonScan> resolve() {
        return PendingCall.start("schema", () -> {
            resolvedSchema();
            return this;
        });
    }

    private synchronized Schema resolvedSchema() {
        Schema known = resolved;
        if (known == null) {
            known = metadata.isEmpty() ? scan.resolveSchema() : withMetadata();
            Schema columns = known;
            change(now -> now.schema(columns));
            resolved = known;
        }
        return known;
    }

    private Schema withMetadata() {
        Schema columns = sampled.schemaWithKey(namespace, set);
        List<Field> fields = new ArrayList<>();
        for (String name : metadata) {
            MetadataColumn column = metadataColumn(name);
            fields.add(column == MetadataColumn.KEY ? columns.getFields().get(0) : column.field());
        }
        columns.getFields().stream()
                .skip(1)
                .filter(field -> !metadata.contains(field.getName()))
                .forEach(fields::add);
        return new Schema(fields, columns.getCustomMetadata());
    }

    static MetadataColumn metadataColumn(String name) {
        MetadataColumn column = MetadataColumn.named(name);
        if (column == null) {
            throw new IllegalArgumentException("'" + name + "' is not a metadata column; there are "
                    + Arrays.stream(MetadataColumn.values())
                            .map(MetadataColumn::columnName)
                            .toList());
        }
        return column;
    }

    /**
     * Writes the schema of the batches.
     *
     * @param address an empty structure of Arrow's C data interface
     */
    public void exportSchema(long address) {
        DictionaryFields.export(PythonMemory.allocator(), resolvedSchema(), address);
    }

    /**
     * Starts a read.
     *
     * @return its batches
     */
    public PendingCall<BatchFeed> open() {
        return PendingCall.start("open", () -> {
            resolvedSchema();
            return BatchFeed.start(scan.reader(), PythonMemory.allocator());
        });
    }

    /**
     * Starts several reads that together read all records.
     *
     * @param wanted the desired number of reads; each node has at least one
     * @return the batches of each read
     */
    public PendingCall<FeedGroup> readers(int wanted) {
        return PendingCall.start("readers", () -> {
            resolvedSchema();
            List<BatchFeed> feeds = new ArrayList<>();
            for (ScanArrowReader reader : scan.readers(wanted)) {
                feeds.add(BatchFeed.start(reader, PythonMemory.allocator()));
            }
            return new FeedGroup(feeds);
        });
    }
}
