package io.aeroarrow.embedded.internal.load;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Receives the records of a file one by one. */
@FunctionalInterface
public interface RecordConsumer {
    void accept(Object key, Map<String, ? extends @Nullable Object> bins);
}
