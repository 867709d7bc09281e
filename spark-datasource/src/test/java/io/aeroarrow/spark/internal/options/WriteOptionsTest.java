package io.aeroarrow.spark.internal.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.write.NullBins;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteOptionsTest {

    @Test
    void deletesBinsOfNullsAndKeepsTheKeyAsABinByDefault() {
        WriteOptions options = WriteOptions.parse(Map.of(), Map.of("namespace", "n"));
        assertThat(options.nulls()).isEqualTo(NullBins.DELETE);
        assertThat(options.keyAsBin()).isTrue();
    }

    @Test
    void prefersOptionsOfTheWriteOverTheTables() {
        WriteOptions options =
                WriteOptions.parse(Map.of("nulls", "fail"), Map.of("nulls", "skip", "keyAsBin", "false"));
        assertThat(options.nulls()).isEqualTo(NullBins.FAIL);
        assertThat(options.keyAsBin()).isFalse();
    }
}
