package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.ResultCode;
import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.embedded.fault.Fault;
import io.aeroarrow.embedded.fault.FaultTarget;
import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(AerospikeExtension.class)
class VisitsTest {

    /** Runs on the server that AEROSPIKE_HOST names, or on an embedded server if it is not set. */
    @Test
    void countsVisits(AerospikeServer server) {
        try (AerospikeClient client = new AerospikeClient(server.host(), server.port())) {
            Visits visits = new Visits(client);
            long before = visits.count("home");
            assertEquals(before + 1, visits.count("home"));
        }
    }

    /** Only the embedded server can inject faults, here an overloaded device. */
    @Test
    void tellsWhenADiskIsOverloaded(EmbeddedAerospike aerospike) {
        aerospike.faults().add(Fault.result(ResultCode.DEVICE_OVERLOAD), FaultTarget.on(RequestType.WRITE));
        try (AerospikeClient client = new AerospikeClient(aerospike.host(), aerospike.port())) {
            AerospikeException error = assertThrows(AerospikeException.class, () -> new Visits(client).count("home"));
            assertEquals(ResultCode.DEVICE_OVERLOAD, error.getResultCode());
        }
    }
}
