package io.aeroarrow.bench.spark;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.policy.QueryPolicy;
import com.aerospike.client.query.PartitionFilter;
import com.aerospike.client.query.RecordSet;
import com.aerospike.client.query.Statement;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;

/** Reads the records of some partitions as rows. */
final class OfficialRowReader implements PartitionReader<InternalRow> {

    /** One client per server, for the life of the executor. */
    private static final Map<String, AerospikeClient> CLIENTS = new ConcurrentHashMap<>();

    private final RecordSet records;
    private final OfficialRowConverter rows;

    /** The server, set and columns to read. */
    record Source(String host, int port, String namespace, String set, StructType schema) implements Serializable {}

    OfficialRowReader(Source source, OfficialRowScan.Range range) {
        AerospikeClient client = CLIENTS.computeIfAbsent(
                source.host + ":" + source.port, server -> new AerospikeClient(source.host, source.port));
        Statement statement = new Statement();
        statement.setNamespace(source.namespace);
        statement.setSetName(source.set);
        statement.setBinNames(source.schema.fieldNames());
        rows = new OfficialRowConverter(source.schema);
        records = client.queryPartitions(
                new QueryPolicy(), statement, PartitionFilter.range(range.first(), range.count()));
    }

    @Override
    public boolean next() {
        return records.next();
    }

    @Override
    public InternalRow get() {
        return rows.row(records.getRecord());
    }

    @Override
    public void close() {
        records.close();
    }
}
