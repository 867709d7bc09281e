package io.aeroarrow.spark.write;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.Scan;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.spark.catalog.ClusterSets;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.arrow.vector.ipc.ArrowReader;

/** The records that are there before a write. */
final class ExistingRecords {

    private final WriteTarget target;

    ExistingRecords(WriteTarget target) {
        this.target = target;
    }

    /** Whether there are any that rows could meet: of the set, or of no set, if the rows go there. */
    boolean any() {
        Scan scan = scan(target.aero());
        if (target.set().isEmpty()) {
            return found(scan.where(Filter.setName().equalTo("")));
        }
        // Counts include what is truncated or expired and not yet swept, so that 0 is all that they prove.
        return counted() && found(scan);
    }

    private boolean counted() {
        return ClusterSets.of(target.aero().client())
                .sets(target.source().namespace())
                .contains(target.set());
    }

    /** Whether a scan of the set finds any right now. */
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
            throw new UncheckedIOException(e);
        }
    }

    /** Their digests and generations. */
    Scan scan(AeroArrow aero) {
        return aero.with(target.source().read())
                .scan(target.source().namespace(), target.set())
                .columns(WriteLayout.DIGEST, WriteLayout.GENERATION);
    }
}
