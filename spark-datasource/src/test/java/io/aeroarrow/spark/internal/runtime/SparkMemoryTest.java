package io.aeroarrow.spark.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** The limit of vectors leaves memory to Spark. */
class SparkMemoryTest {

    private static final long GIB = 1L << 30;

    private static SparkConf conf() {
        return new SparkConf(false);
    }

    @Test
    void byDefaultVectorsTakeHalfOfWhatIsGrantedBesidesTheHeap() {
        assertThat(SparkMemory.limit(conf(), 4 * GIB)).isEqualTo(2 * GIB);
        assertThat(SparkMemory.limit(conf(), GIB / 4)).isEqualTo(GIB / 2);
        assertThat(SparkMemory.limit(conf().set("spark.executor.memoryOverhead", "1g"), 4 * GIB))
                .isEqualTo(GIB / 2);
        assertThat(SparkMemory.limit(conf().set("spark.executor.memoryOverhead", "2048"), 4 * GIB))
                .isEqualTo(GIB);
    }

    @Test
    void theSettingDecides() {
        SparkConf set = conf().set("spark.aeroarrow.vectorMemory", "3g").set("spark.executor.memoryOverhead", "1g");
        assertThat(SparkMemory.limit(set, 4 * GIB)).isEqualTo(3 * GIB);
        assertThatThrownBy(() -> SparkMemory.limit(conf().set("spark.aeroarrow.vectorMemory", "much"), GIB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spark.aeroarrow.vectorMemory");
    }
}
