package io.aeroarrow.spark.internal.write;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.Scan;
import io.aeroarrow.client.IndexUse;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.spark.internal.runtime.ClusterSets;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.arrow.vector.ipc.ArrowReader;

/** The records of the target before a write. */
final class ExistingRecords {

    private final WriteTarget target;

    ExistingRecords(WriteTarget target) {
        this.target = target;
    }

    /** Returns whether the target has records: of the set, or records without a set if none is named. */
    boolean any() {
        Scan scan = scan(target.aero());
        if (target.set().isEmpty()) {
            return found(scan.where(Filter.setName().equalTo("")));
        }
        // Counts include truncated and expired records that are not yet removed, so only 0 is certain.
        return counted() && found(scan);
    }

    private boolean counted() {
        return ClusterSets.of(target.aero().client())
                .sets(target.source().namespace())
                .contains(target.set());
    }

    /** Returns whether a scan of the set finds a record. */
    boolean found() {
        return found(scan(target.aero()));
    }

    private static boolean found(Scan scan) {
        try (ArrowReader reader = scan.limit(1).reader()) {
            while (reader.loadNextBatch()) {
                if (reader.getVectorSchemaRoot().getRowCount() > 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the existing records", e);
        }
    }

    /** Returns a scan of digests and generations. */
    Scan scan(AeroArrowView aero) {
        return aero.with(target.source().read())
                .scan(target.source().namespace(), target.set())
                .columns(TableColumns.DIGEST, TableColumns.GENERATION)
                .secondaryIndex(IndexUse.off());
    }
}
