package io.aeroarrow.internal.scan;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.digest.KeyDigester;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the arriving records of a query, and adds the new ones to a block. */
final class RecordIntake {

    private static final Logger LOG = LoggerFactory.getLogger(RecordIntake.class);

    private final ScanProgress progress;
    private final boolean indexed;

    /**
     * @param indexed whether each record must carry its index value
     */
    RecordIntake(ScanProgress progress, boolean indexed) {
        this.progress = progress;
        this.indexed = indexed;
    }

    /**
     * Adds a record if it is new.
     *
     * @return false if the record is out of order, which ends the query of its node
     */
    boolean add(NodeQuery query, RecordCursor record, RecordBlock block) {
        if (record.digest() == 0) {
            throw new ProtocolViolationException(query.node() + " sent a record without a digest");
        }
        if (indexed && !record.hasIndexValue()) {
            throw new ProtocolViolationException(query.node() + " sent a record without its index value");
        }
        int partition = KeyDigester.partition(record.digest());
        query.count(partition);
        if (progress.advanceInOrder(partition, record)) {
            block.add();
            return true;
        }
        switch (progress.arrival(partition, record, query.frame())) {
            case NEW -> {
                progress.advance(partition, record, query.frame());
                block.add();
            }
            case REPEATED -> progress.advance(partition, record, query.frame());
            case DUPLICATE ->
                throw new ProtocolViolationException(
                        query.node() + " sent a record of partition " + partition + " a second time");
            case OVERTAKEN ->
                throw new ProtocolViolationException(query.node() + " sent the records of partition " + partition
                        + " in a changed order; some would be lost or repeated. Run the scan again");
            case OUT_OF_ORDER -> {
                LOG.warn(
                        "{} sent a record of partition {} out of order; the scan asks for it again",
                        query.node(),
                        partition);
                return false;
            }
        }
        return true;
    }
}
