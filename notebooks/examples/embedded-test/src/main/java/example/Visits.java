package example;

import com.aerospike.client.Bin;
import com.aerospike.client.IAerospikeClient;
import com.aerospike.client.Key;
import com.aerospike.client.Operation;
import com.aerospike.client.Record;

/** Counts page visits. This is the program under test; it uses only the official Aerospike client. */
public final class Visits {

    private final IAerospikeClient client;

    public Visits(IAerospikeClient client) {
        this.client = client;
    }

    /** Adds a visit and returns the new count. */
    public long count(String page) {
        Record record = client.operate(null, key(page), Operation.add(new Bin("visits", 1)), Operation.get("visits"));
        return record.getLong("visits");
    }

    private static Key key(String page) {
        return new Key("test", "visits", page);
    }
}
