package io.aeroarrow.cli.command;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.arrow.Scan;
import io.aeroarrow.cli.output.FileInput;
import io.aeroarrow.cli.output.Progress;
import io.aeroarrow.cli.process.Shell;
import io.aeroarrow.cli.process.UsageException;
import io.aeroarrow.arrow.schema.OnMismatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What of a set is read: which records, which columns, as which types. */
final class Selection {

    /** One thread writes what all of them read; more than this would wait for it. */
    private static final int MOST_BY_DEFAULT = 4;

    @Parameters(
            index = "0",
            paramLabel = "NAMESPACE.SET",
            converter = Target.Converter.class,
            description = "such as test.demo; a namespace alone means all of it")
    Target target = new Target("", "");

    @Option(
            names = {"-b", "--bins"},
            split = ",",
            paramLabel = "NAME",
            description = "which bins, with commas; __key, __ttl, __generation and the like as well")
    List<String> bins = new ArrayList<>();

    @Mixin
    WhereOptions where = new WhereOptions();

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "the most records; which ones is the servers' choice")
    long limit;

    @Option(names = "--sample", paramLabel = "N", description = "how many records tell the types of bins (1000)")
    @Nullable
    Integer sample;

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description =
                    "the columns and their types in Arrow's JSON, as `schema --json` writes it, or those of an Arrow or"
                            + " Parquet file; no sample is read")
    @Nullable
    Path schema;

    @Option(
            names = "--on-mismatch",
            paramLabel = "fail|null",
            description = "what to do with a value that does not fit its column: fail (default), or make it null")
    @Nullable
    String onMismatch;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "how many threads read, each some of the partitions; as many as there are processors, up to "
                    + MOST_BY_DEFAULT + ", without this; one with a --limit")
    @Nullable
    Integer parallel;

    /** Looks at what can be known without a cluster. */
    void check() {
        if (limit < 0) {
            throw new UsageException("--limit is " + limit + "; it must not be negative");
        }
        if (parallel != null && (parallel < 1 || parallel > Scan.MOST_PARALLEL)) {
            throw new UsageException("--parallel is " + parallel + "; it must be from 1 to " + Scan.MOST_PARALLEL);
        }
        if (parallel != null && parallel > 1 && limit > 0) {
            throw new UsageException("--limit is for one thread: leave --parallel out");
        }
        if (schema != null && !bins.isEmpty()) {
            throw new UsageException("--schema names the columns already: leave --bins out");
        }
    }

    /**
     * Puts the scan together.
     *
     * @param withKey whether the user keys are read too, unless columns are named
     * @param allocator for what is read of a file of the schema
     */
    Scan scan(AeroArrow aero, boolean withKey, BufferAllocator allocator) throws IOException {
        AeroArrow sampling = sample == null ? aero : aero.with(aero.options().withSampleRecords(sample));
        Scan scan = sampling.scan(target.namespace(), target.set()).limit(limit).parallelism(threads());
        scan = where.filter().map(scan::where).orElse(scan);
        scan = onMismatch == null ? scan : scan.onMismatch(mismatch(onMismatch));
        if (schema != null) {
            return declared(scan, FileInput.schema(schema, allocator));
        }
        if (!bins.isEmpty()) {
            return scan.columns(bins.toArray(String[]::new));
        }
        return withKey ? scan.schema(withKey(sampling)) : scan;
    }

    private int threads() {
        return parallel == null ? Math.min(MOST_BY_DEFAULT, Runtime.getRuntime().availableProcessors()) : parallel;
    }

    /** Dictionaries grow from batch to batch, which several threads cannot do together. */
    private Scan declared(Scan scan, Schema columns) {
        boolean encoded = columns.getFields().stream().anyMatch(field -> field.getDictionary() != null);
        if (encoded && parallel != null && parallel > 1) {
            throw new UsageException(
                    "columns that are encoded by dictionaries are for one thread: leave --parallel out");
        }
        return scan.schema(columns).parallelism(encoded ? 1 : threads());
    }

    private Schema withKey(AeroArrow aero) {
        InferredSchema inferred = aero.inferSchema(target.namespace(), target.set());
        List<Field> fields = new ArrayList<>(List.of(inferred.key()));
        fields.addAll(inferred.bins().getFields());
        return new Schema(fields);
    }

    private static OnMismatch mismatch(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "fail" -> OnMismatch.FAIL;
            case "null" -> OnMismatch.NULL;
            default -> throw new UsageException("--on-mismatch is '" + text + "'; it must be fail or null");
        };
    }

    /** A bar, if a person looks; it knows how many records there will be where nothing is left out. */
    Progress progress(AeroArrow aero, Shell shell, boolean wanted, String task) {
        if (!wanted || !shell.terminals().err()) {
            return Progress.none();
        }
        long expected = where.filter().isPresent() ? 0 : target.size(aero.client());
        return Progress.start(
                shell, task, limit == 0 || expected == 0 ? Math.max(expected, limit) : Math.min(expected, limit));
    }
}
