package io.aeroarrow.spark.rowlevel;

import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.spark.write.WriteLayout;
import io.aeroarrow.spark.write.WriteTarget;
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
 * An {@code UPDATE}, {@code MERGE} or {@code DELETE} of which Spark computes the rows. Records are known by their digests,
 * and are changed only if they still have the generation that they were read with.
 */
public final class AerospikeRowLevelOperation implements SupportsDelta {

    private final Command command;
    private final StructType table;
    private final Function<CaseInsensitiveStringMap, ScanBuilder> scans;
    private final Function<Map<String, String>, WriteTarget> targets;

    /**
     * @param scans the table's
     * @param targets what is written by which options
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
        return new NamedReference[] {Expressions.column(WriteLayout.DIGEST)};
    }

    /**
     * Where values that do not fit fail the read, deletes read all columns as well: otherwise a record whose bin cannot be read
     * would go unseen by a condition such as {@code n IS NULL}, which servers decide by themselves.
     */
    @Override
    public NamedReference[] requiredMetadataAttributes() {
        NamedReference generation = Expressions.column(WriteLayout.GENERATION);
        boolean lenient = targets.apply(Map.of()).source().read().onMismatch() == OnMismatch.NULL;
        return command == Command.DELETE && lenient
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
