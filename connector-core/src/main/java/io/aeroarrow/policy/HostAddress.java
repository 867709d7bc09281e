package io.aeroarrow.policy;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a node listens.
 *
 * @param tlsName the name that the node's certificate must have, empty for the host; of no meaning without TLS
 */
public record HostAddress(String host, int port, String tlsName) implements Serializable {

    /** Aerospike's usual port. */
    public static final int DEFAULT_PORT = 3000;

    private static final String FORMS = "host, host:port or host:tls-name:port, with an IPv6 address in brackets";

    /**
     * Checks the components.
     *
     * @param host a host name or an address
     * @param port the port, 1 to 65,535
     * @param tlsName the name that the node's certificate must have, empty for the host
     */
    public HostAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("a host must not be empty");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " of host '" + host + "' is not in 1..65535");
        }
    }

    /**
     * A node whose certificate, if it has one, is for its host.
     *
     * @param host a host name or an address
     * @param port the port, 1 to 65,535
     */
    public HostAddress(String host, int port) {
        this(host, port, "");
    }

    /**
     * {@return the same address with the name that its certificate must have}
     *
     * @param name the new name
     */
    public HostAddress withTlsName(String name) {
        return new HostAddress(host, port, name);
    }

    /** {@return the name to verify the node's certificate against} */
    public String certificateName() {
        return tlsName.isEmpty() ? host : tlsName;
    }

    /**
     * {@return the same address by another name of its host}
     *
     * @param name the new name
     */
    public HostAddress withHost(String name) {
        return new HostAddress(name, port, tlsName);
    }

    /**
     * Reads a comma-separated list of what {@link #parse} reads.
     *
     * @param text addresses, separated by commas
     * @param defaultPort the port of entries without one
     * @return the addresses, in their order
     * @throws IllegalArgumentException naming the entry that is wrong
     */
    public static List<HostAddress> parseList(String text, int defaultPort) {
        List<HostAddress> hosts = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            hosts.add(parse(entry.strip(), defaultPort));
        }
        return List.copyOf(hosts);
    }

    /**
     * Reads {@code host}, {@code host:port} or {@code host:tls-name:port}, where the host may be an {@code [ipv6]}
     * address.
     *
     * @param entry the text of one address
     * @param defaultPort the port of entries without one
     * @return the address
     * @throws IllegalArgumentException if it is none of these
     */
    public static HostAddress parse(String entry, int defaultPort) {
        int afterHost = entry.startsWith("[") ? afterBracket(entry) : afterName(entry);
        String host = entry.startsWith("[") ? entry.substring(1, afterHost - 1) : entry.substring(0, afterHost);
        if (host.isBlank()) {
            throw malformed(entry, "its host is empty");
        }
        if (afterHost == entry.length()) {
            return new HostAddress(host, defaultPort);
        }
        List<String> rest = Arrays.asList(entry.substring(afterHost + 1).split(":", -1));
        return switch (rest.size()) {
            case 1 -> new HostAddress(host, port(entry, rest.get(0)));
            case 2 -> new HostAddress(host, port(entry, rest.get(1)), tlsName(entry, rest.get(0)));
            default -> throw malformed(entry, "an IPv6 address needs brackets: [::1]:3000");
        };
    }

    private static int afterBracket(String entry) {
        int close = entry.indexOf(']');
        if (close < 0) {
            throw malformed(entry, "it opens a '[' and never closes it");
        }
        if (close + 1 < entry.length() && entry.charAt(close + 1) != ':') {
            throw malformed(entry, "behind ']' only a ':' can follow");
        }
        return close + 1;
    }

    private static int afterName(String entry) {
        int colon = entry.indexOf(':');
        return colon < 0 ? entry.length() : colon;
    }

    private static int port(String entry, String digits) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw malformed(entry, "'" + digits + "' is no port");
        }
        return Integer.parseInt(digits);
    }

    private static String tlsName(String entry, String name) {
        if (name.isBlank()) {
            throw malformed(entry, "its TLS name is empty");
        }
        if (name.chars().allMatch(Character::isDigit)) {
            throw malformed(entry, "'" + name + "' is a number where the TLS name belongs");
        }
        return name;
    }

    private static IllegalArgumentException malformed(String entry, String why) {
        return new IllegalArgumentException("host '" + entry + "' is not " + FORMS + ": " + why);
    }

    @Override
    public String toString() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return name + ":" + (tlsName.isEmpty() ? "" : tlsName + ":") + port;
    }
}
