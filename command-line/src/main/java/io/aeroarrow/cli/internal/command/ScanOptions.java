package io.aeroarrow.cli.internal.command;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.Scan;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.cli.internal.output.FileInput;
import io.aeroarrow.cli.internal.output.Progress;
import io.aeroarrow.cli.internal.process.Shell;
import io.aeroarrow.cli.internal.process.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of a scan: set, columns, conditions, limit, types and parallelism. */
final class ScanOptions {

    /** The help text of {@code --bins}. */
    static final String BINS =
            "the bins to read, separated by commas; also metadata such as __key, __ttl and __generation";

    /** One thread writes the output. More readers than this wait for it. */
    private static final int MAX_DEFAULT_THREADS = 4;

    @Parameters(
            index = "0",
            paramLabel = "NAMESPACE.SET",
            converter = SetArgument.Converter.class,
            description = SetArgument.WHOLE_NAMESPACE)
    SetArgument target = new SetArgument("", "");

    @Option(
            names = {"-b", "--bins"},
            split = ",",
            paramLabel = "NAME",
            description = BINS)
    List<String> bins = new ArrayList<>();

    @Mixin
    WhereOptions where = new WhereOptions();

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "read at most N records, chosen by the servers; default: no limit")
    long limit;

    @Mixin
    SampleOptions sample = new SampleOptions();

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description =
                    "a file with the columns and their types: Arrow's JSON, as written by `schema --json`, or an Arrow"
                            + " or Parquet file; no sample is read")
    @Nullable
    Path schema;

    @Option(
            names = "--on-mismatch",
            paramLabel = "fail|null",
            description = "for a value that does not fit its column: fail (default), or read it as null")
    @Nullable
    String onMismatch;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description =
                    "the number of threads, each reading some of the partitions; default: the number of processors,"
                            + " at most " + MAX_DEFAULT_THREADS + "; 1 with --limit")
    @Nullable
    Integer parallel;

    /** Checks the options without a cluster. */
    void check() {
        where.check();
        if (limit < 0) {
            throw new UsageException("--limit is " + limit + "; it must not be negative");
        }
        if (parallel != null && (parallel < 1 || parallel > Scan.MAX_PARALLELISM)) {
            throw new UsageException("--parallel is " + parallel + "; it must be from 1 to " + Scan.MAX_PARALLELISM);
        }
        if (parallel != null && parallel > 1 && limit > 0) {
            throw new UsageException("--limit needs a single thread. Remove --parallel.");
        }
        if (schema != null && !bins.isEmpty()) {
            throw new UsageException("--schema names the columns. Remove --bins.");
        }
    }

    /**
     * Builds the scan.
     *
     * @param withKey whether to read the user keys as well if no columns are named
     * @param allocator allocates the batches of a schema file while it is read
     * @param shell gets warnings about the conditions
     */
    Scan scan(AeroArrowView aero, boolean withKey, BufferAllocator allocator, Shell shell) throws IOException {
        target.requireExists(aero);
        AeroArrowView sampling = sample.of(aero);
        Scan scan = sampling.scan(target.namespace(), target.set())
                .limit(limit)
                .parallelism(threads())
                .secondaryIndex(where.use());
        where.warn(sampling, target, shell);
        scan = where.filter().map(scan::where).orElse(scan);
        scan = onMismatch == null ? scan : scan.onMismatch(mismatch(onMismatch));
        if (schema != null) {
            return declared(scan, FileInput.schema(schema, allocator));
        }
        if (!bins.isEmpty()) {
            return scan.columns(bins.toArray(String[]::new));
        }
        return withKey ? scan.schema(sampling.schemaWithKey(target.namespace(), target.set())) : scan;
    }

    private int threads() {
        return parallel == null
                ? Math.min(MAX_DEFAULT_THREADS, Runtime.getRuntime().availableProcessors())
                : parallel;
    }

    /** Dictionaries grow from batch to batch, so only one thread can build them. */
    private Scan declared(Scan scan, Schema columns) {
        boolean encoded = columns.getFields().stream().anyMatch(field -> field.getDictionary() != null);
        if (encoded && parallel != null && parallel > 1) {
            throw new UsageException("columns encoded with dictionaries need a single thread. Remove --parallel.");
        }
        return scan.schema(columns).parallelism(encoded ? 1 : threads());
    }

    private static OnMismatch mismatch(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "fail" -> OnMismatch.FAIL;
            case "null" -> OnMismatch.NULL;
            default -> throw new UsageException("--on-mismatch is '" + text + "'; it must be fail or null");
        };
    }

    /** Starts a progress bar if standard error is a terminal. The total is known only without conditions. */
    Progress progress(AeroArrowView aero, Shell shell, boolean wanted, String task) {
        if (!wanted || !shell.terminals().err()) {
            return Progress.none();
        }
        long expected = where.filter().isPresent() ? 0 : target.size(aero.client());
        return Progress.start(
                shell, task, limit == 0 || expected == 0 ? Math.max(expected, limit) : Math.min(expected, limit));
    }
}
