package example;

import com.aerospike.client.Bin;
import com.aerospike.client.IAerospikeClient;
import com.aerospike.client.Key;
import com.aerospike.client.Operation;
import com.aerospike.client.Record;

/** Counts visits: the program under test. It knows Aerospike's own client, and nothing of AeroArrow. */
public final class Visits {

    private final IAerospikeClient client;

    public Visits(IAerospikeClient client) {
        this.client = client;
    }

    /** Counts one more, and says how many there are now. */
    public long count(String page) {
        Record record = client.operate(null, key(page), Operation.add(new Bin("visits", 1)), Operation.get("visits"));
        return record.getLong("visits");
    }

    private static Key key(String page) {
        return new Key("test", "visits", page);
    }
}
