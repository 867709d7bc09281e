package io.aeroarrow.embedded.compare;

import java.util.List;

/** A random sequence of requests for one record. */
interface RandomSequence {
    /** The ops of the next request. */
    List<ComparedOp> next(int request);
}
