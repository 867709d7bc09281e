package io.aeroarrow.internal.info;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.model.PartitionSet;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The partitions of a namespace that a node holds.
 *
 * @param regime orders conflicting claims in strong-consistency namespaces; 0 otherwise
 * @param columns one bit set of partitions for each replica, the master first
 */
public record Replicas(String namespace, int regime, List<byte[]> columns) {

    private static final int BITMAP_SIZE = PartitionSet.PARTITIONS / Byte.SIZE;

    public Replicas {
        columns = List.copyOf(columns);
    }

    /** Whether the node holds a replica of a partition. */
    public boolean holds(int replica, int partition) {
        return (columns.get(replica)[partition >> 3] & (0x80 >> (partition & 7))) != 0;
    }

    /**
     * Parses {@code ns:regime,count,bitmap,…;ns2:…}.
     *
     * @throws ProtocolViolationException if the text has another form
     */
    public static List<Replicas> parse(String text) {
        List<Replicas> all = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            if (!part.isEmpty()) {
                all.add(parseNamespace(part));
            }
        }
        return List.copyOf(all);
    }

    private static Replicas parseNamespace(String text) {
        int colon = text.indexOf(':');
        String[] parts = text.substring(colon + 1).split(",", -1);
        if (colon < 1 || parts.length < 2) {
            throw new ProtocolViolationException(
                    "the replicas '" + abbreviate(text) + "' do not have the form namespace:regime,count,…");
        }
        String namespace = text.substring(0, colon);
        try {
            int regime = Integer.parseInt(parts[0]);
            int count = Integer.parseInt(parts[1]);
            if (count != parts.length - 2) {
                throw new ProtocolViolationException("the replicas of namespace '" + namespace + "' announce " + count
                        + " bitmaps and contain " + (parts.length - 2));
            }
            List<byte[]> columns = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                columns.add(bitmap(namespace, parts[i + 2]));
            }
            return new Replicas(namespace, regime, columns);
        } catch (NumberFormatException e) {
            throw new ProtocolViolationException(
                    "the replicas of namespace '" + namespace + "' have a regime or count that is not a number", e);
        }
    }

    private static byte[] bitmap(String namespace, String base64) {
        try {
            byte[] bits = Base64.getDecoder().decode(base64);
            if (bits.length == BITMAP_SIZE) {
                return bits;
            }
            throw new ProtocolViolationException("a partition bitmap of namespace '" + namespace + "' has "
                    + bits.length + " bytes instead of " + BITMAP_SIZE);
        } catch (IllegalArgumentException e) {
            throw new ProtocolViolationException(
                    "a partition bitmap of namespace '" + namespace + "' is not base64", e);
        }
    }

    private static String abbreviate(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
