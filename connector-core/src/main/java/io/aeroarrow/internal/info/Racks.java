package io.aeroarrow.internal.info;

import io.aeroarrow.error.ProtocolViolationException;
import java.util.HashMap;
import java.util.Map;

/** The racks of a node, one for each namespace. */
public final class Racks {

    private Racks() {}

    /**
     * Parses {@code ns:rack;ns2:rack}.
     *
     * @return the rack by namespace
     * @throws ProtocolViolationException if the text has another form
     */
    public static Map<String, Integer> parse(String text) {
        Map<String, Integer> racks = new HashMap<>();
        for (String part : text.split(";", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            int colon = part.indexOf(':');
            try {
                racks.put(part.substring(0, Math.max(colon, 0)), Integer.parseInt(part.substring(colon + 1)));
            } catch (NumberFormatException e) {
                throw new ProtocolViolationException("the rack ids '" + text + "' are not namespace:rack;…", e);
            }
            if (colon < 1) {
                throw new ProtocolViolationException("the rack ids '" + text + "' are not namespace:rack;…");
            }
        }
        return Map.copyOf(racks);
    }
}
