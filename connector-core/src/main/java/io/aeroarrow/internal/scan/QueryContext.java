package io.aeroarrow.internal.scan;

import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.net.connection.Deadline;

/** What the queries of one scan share. */
record QueryContext(Cluster cluster, QueryAborts aborts, Deadline deadline, ScanMeter meter) {}
