package io.aeroarrow.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Record;
import com.aerospike.client.policy.WritePolicy;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a record with a TTL of one second ends, by the clock of this machine, which the server must share. */
@ExtendWith(AerospikeExtension.class)
final class ExpirationConformanceTest {
    private static final long EPOCH_2010_SECONDS = 1_262_304_000L;

    /** Reads until the record is missing, and notes in which seconds it existed and was missing. */
    @Test
    void aRecordExistsUntilTheSecondOfItsVoidTimeHasEnded(AerospikeServer server) {
        Key key = new Key("test", "expiration", "one second".getBytes(US_ASCII));
        WritePolicy policy = new WritePolicy();
        policy.expiration = 1;
        try (AerospikeClient client = OfficialClient.connect(server)) {
            client.put(policy, key, new Bin("a", 1));
            long voidTime = client.get(null, key).expiration + EPOCH_2010_SECONDS;
            List<Long> found = new ArrayList<>();
            Record read;
            long before;
            do {
                before = seconds();
                read = client.get(null, key);
                if (read != null && before == seconds()) {
                    found.add(before);
                }
            } while (read != null);
            assertThat(found).allMatch(second -> second <= voidTime).contains(voidTime);
            assertThat(seconds()).isGreaterThan(voidTime);
        }
    }

    private static long seconds() {
        return System.currentTimeMillis() / 1_000;
    }
}
