package io.aeroarrow.spark.internal.write;

import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.spark.internal.read.BeforeImage;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.DeltaWriteBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.SupportsDelta;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * An {@code UPDATE}, {@code MERGE} or {@code DELETE} whose rows Spark computes. The row id is the digest. A record is changed
 * only if its generation is still the one that was read.
 */
public final class AerospikeRowLevelOperation implements SupportsDelta {

    private final Command command;
    private final StructType table;
    private final Function<CaseInsensitiveStringMap, ScanBuilder> scans;
    private final Function<Map<String, String>, WriteTarget> targets;

    /**
     * Creates an operation.
     *
     * @param scans creates scan builders of the table
     * @param targets creates the write target from options
     */
    public AerospikeRowLevelOperation(
            Command command,
            StructType table,
            Function<CaseInsensitiveStringMap, ScanBuilder> scans,
            Function<Map<String, String>, WriteTarget> targets) {
        this.command = command;
        this.table = table;
        this.scans = scans;
        this.targets = targets;
    }

    @Override
    public Command command() {
        return command;
    }

    @Override
    public String description() {
        return "aerospike " + command;
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return scans.apply(options);
    }

    @Override
    public NamedReference[] rowId() {
        return new NamedReference[] {Expressions.column(TableColumns.DIGEST)};
    }

    /**
     * With {@code onMismatch=FAIL}, a delete reads all columns too. Otherwise a pushed condition such as {@code n IS NULL} would
     * skip records with a bin that cannot be read, in place of failing.
     */
    @Override
    public NamedReference[] requiredMetadataAttributes() {
        NamedReference generation = Expressions.column(TableColumns.GENERATION);
        boolean nullOnMismatch = targets.apply(Map.of()).source().read().onMismatch() == OnMismatch.NULL;
        return command == Command.DELETE && nullOnMismatch
                ? new NamedReference[] {generation}
                : new NamedReference[] {generation, Expressions.column(BeforeImage.COLUMN)};
    }

    @Override
    public DeltaWriteBuilder newWriteBuilder(LogicalWriteInfo info) {
        WriteTarget target = targets.apply(info.options());
        return new DeltaWriteBuilder() {
            @Override
            public AerospikeDeltaWrite build() {
                return new AerospikeDeltaWrite(target, DeltaLayout.of(command, table, info, target.options()));
            }
        };
    }
}
