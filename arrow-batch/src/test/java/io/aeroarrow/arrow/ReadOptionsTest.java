package io.aeroarrow.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.arrow.read.MapReduction;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.ReplicaPolicy;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class ReadOptionsTest {

    private static final ReadOptions CHANGED = ReadOptions.DEFAULT
            .withBatchRows(1)
            .withBatchBytes(2)
            .withReuseMemory(true)
            .withOnMismatch(OnMismatch.NULL)
            .withEmptyRecords(EmptyRecords.DROP)
            .withSampleRecords(3)
            .withMaxKeysPerRequest(4)
            .withRouting(ReadRouting.DEFAULT.withReplica(ReplicaPolicy.RANDOM))
            .withScanTimeouts(Timeouts.SCAN.withMaxRetries(7))
            .withLookupTimeouts(Timeouts.LOOKUP.withMaxRetries(8))
            .withMapReduction(MapReduction.ALWAYS)
            .withSchemaSet("schemas");

    @Test
    void eachPropertyIsSetAndTheDefaultsAreUnchanged() {
        assertThat(CHANGED.batchRows()).isEqualTo(1);
        assertThat(CHANGED.batchBytes()).isEqualTo(2);
        assertThat(CHANGED.reuseMemory()).isTrue();
        assertThat(CHANGED.onMismatch()).isEqualTo(OnMismatch.NULL);
        assertThat(CHANGED.emptyRecords()).isEqualTo(EmptyRecords.DROP);
        assertThat(CHANGED.sampleRecords()).isEqualTo(3);
        assertThat(CHANGED.maxKeysPerRequest()).isEqualTo(4);
        assertThat(CHANGED.routing().replica()).isEqualTo(ReplicaPolicy.RANDOM);
        assertThat(CHANGED.scanTimeouts().maxRetries()).isEqualTo(7);
        assertThat(CHANGED.lookupTimeouts().maxRetries()).isEqualTo(8);
        assertThat(CHANGED.mapReduction()).isEqualTo(MapReduction.ALWAYS);
        assertThat(CHANGED.schemaSet()).contains("schemas");
        assertThat(CHANGED.withoutSchemaSet().schemaSet()).isEmpty();

        assertThat(ReadOptions.DEFAULT.batchRows()).isEqualTo(16_384);
        assertThat(ReadOptions.DEFAULT.batchBytes()).isEqualTo(32L << 20);
        assertThat(ReadOptions.DEFAULT.maxKeysPerRequest()).isEqualTo(500);
        assertThat(ReadOptions.DEFAULT)
                .isNotEqualTo(CHANGED)
                .hasToString("ReadOptions["
                        + "batchRows=16384, batchBytes=33554432, reuseMemory=false, onMismatch=FAIL, emptyRecords=KEEP,"
                        + " sampleRecords=1000, maxKeysPerRequest=500, mapReduction=AUTO, routing="
                        + ReadRouting.DEFAULT
                        + ", scanTimeouts=" + Timeouts.SCAN + ", lookupTimeouts=" + Timeouts.LOOKUP
                        + ", schemaSet=null]");
    }

    @Test
    void serializedOptionsStayEqual() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(CHANGED);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(CHANGED).hasSameHashCodeAs(CHANGED);
        }
    }

    @Test
    void sizesBelowOneAreRejected() {
        assertThatThrownBy(() -> ReadOptions.DEFAULT.withBatchRows(0))
                .hasMessage("batchRows is 0; it must be 1 or more");
        assertThatThrownBy(() -> ReadOptions.DEFAULT.withBatchBytes(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReadOptions.DEFAULT.withSampleRecords(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReadOptions.DEFAULT.withMaxKeysPerRequest(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
