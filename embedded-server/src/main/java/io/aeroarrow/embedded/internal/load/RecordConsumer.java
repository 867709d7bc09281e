package io.aeroarrow.embedded.internal.load;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what was read from a file, record by record. */
@FunctionalInterface
public interface RecordConsumer {
    void accept(Object key, Map<String, ? extends @Nullable Object> bins);
}
