package io.aeroarrow.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Where a node listens. */
public record HostAddress(String host, int port) implements Serializable {

    /** Aerospike's usual port. */
    public static final int DEFAULT_PORT = 3000;

    public HostAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("a host must not be empty");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " of host '" + host + "' is not in 1..65535");
        }
    }

    /**
     * Reads a comma-separated list of {@code host}, {@code host:port}, {@code [ipv6]} or {@code [ipv6]:port}.
     *
     * @throws IllegalArgumentException naming the entry that is none of these
     */
    public static List<HostAddress> parseList(String text, int defaultPort) {
        List<HostAddress> hosts = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            hosts.add(parse(entry.strip(), defaultPort));
        }
        return List.copyOf(hosts);
    }

    /**
     * Reads {@code host}, {@code host:port}, {@code [ipv6]} or {@code [ipv6]:port}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static HostAddress parse(String entry, int defaultPort) {
        int afterHost;
        String host;
        if (entry.startsWith("[")) {
            int close = entry.indexOf(']');
            if (close < 0) {
                throw new IllegalArgumentException("host '" + entry + "' opens a '[' and never closes it");
            }
            host = entry.substring(1, close);
            afterHost = close + 1;
        } else {
            int colon = entry.indexOf(':');
            afterHost = colon < 0 ? entry.length() : colon;
            host = entry.substring(0, afterHost);
        }
        if (afterHost == entry.length()) {
            return new HostAddress(host, defaultPort);
        }
        return new HostAddress(host, parsePort(entry, afterHost));
    }

    private static int parsePort(String entry, int colon) {
        String digits = entry.substring(colon + 1);
        if (entry.charAt(colon) != ':'
                || digits.isEmpty()
                || !digits.chars().allMatch(Character::isDigit)
                || digits.length() > 5) {
            throw new IllegalArgumentException("host '" + entry + "' is not host, host:port, [ipv6] or [ipv6]:port");
        }
        return Integer.parseInt(digits);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
