package io.aeroarrow.model;

import io.aeroarrow.internal.api.SmallMap;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A record as it was read.
 *
 * @param key the key that was asked for; of a scanned record the user key if it was stored with the record, else the
 *     digest
 * @param generation how often it was written, 1 to 65,535 and then 1 again; 0 if the request deleted it
 * @param expiry when it expires, empty for never
 * @param bins the bins that were asked for and exist, in the order of the answer; a bin that several operations read is
 *     a list of what each of them read
 */
@SuppressWarnings("JavaLangClash") // It is what everyone in the field calls it; name it in an import.
public record Record(Key key, int generation, Optional<Instant> expiry, Map<String, Value> bins) {

    /**
     * Checks the components.
     *
     * @param key the key that was asked for
     * @param generation how often it was written, 1 to 65,535 and then 1 again
     * @param expiry when it expires, empty for never
     * @param bins the bins that were asked for and exist, in the order of the answer
     */
    public Record {
        bins = SmallMap.copyOf(bins);
    }
}
