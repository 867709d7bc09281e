package io.aeroarrow.policy;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Replaces addresses that nodes advertise and that the client cannot reach, for example behind NAT or in containers.
 * An advertised address is looked up as {@code host:port} first, then by its host alone.
 *
 * @param entries from {@code host} or {@code host:port} to {@code host} or {@code host:port}; where the target names no
 *     port, it is the advertised one
 */
public record AddressMap(Map<String, String> entries) implements Serializable {

    /** Every address is used as it is advertised. */
    public static final AddressMap NONE = new AddressMap(Map.of());

    /**
     * Checks the addresses.
     *
     * @throws IllegalArgumentException if an entry is not an address; the message names it
     */
    public AddressMap {
        entries = Map.copyOf(entries);
        entries.forEach((from, to) -> {
            HostAddress unused = HostAddress.parse(from, HostAddress.DEFAULT_PORT);
            unused = HostAddress.parse(to, HostAddress.DEFAULT_PORT);
        });
    }

    /**
     * Reads a comma-separated list of {@code advertised=reachable}, where both are {@code host} or {@code host:port};
     * an empty text has no entries.
     *
     * @param text the list
     * @return the map
     * @throws IllegalArgumentException if an entry is wrong; the message names it
     */
    public static AddressMap parse(String text) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String entry : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "'" + entry.strip() + "' is not advertised=reachable, such as 10.0.0.5=node5.example.com");
            }
            String from = entry.substring(0, equals).strip();
            if (entries.put(from, entry.substring(equals + 1).strip()) != null) {
                throw new IllegalArgumentException("'" + from + "' is mapped twice");
            }
        }
        return new AddressMap(entries);
    }

    /**
     * {@return the address that replaces an advertised one} The same address if no entry matches.
     *
     * @param advertised the address that a node advertises
     */
    public HostAddress translate(HostAddress advertised) {
        String target = entries.get(advertised.withTlsName("").toString());
        if (target == null) {
            target = entries.get(advertised.host());
        }
        if (target == null) {
            return advertised;
        }
        HostAddress translated = HostAddress.parse(target, advertised.port());
        return translated.tlsName().isEmpty() ? translated.withTlsName(advertised.tlsName()) : translated;
    }
}
