package io.aeroarrow.internal.info;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.policy.HostAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The peers that a node reports.
 *
 * @param generation changes whenever the list changes
 */
public record Peers(long generation, List<Peer> peers) {

    /** A node and its addresses. */
    public record Peer(String nodeId, List<HostAddress> hosts) {
        public Peer {
            hosts = List.copyOf(hosts);
        }
    }

    public Peers {
        peers = List.copyOf(peers);
    }

    /**
     * Parses {@code generation,default-port,[[node,tls-name,[host:port,…]],…]}.
     *
     * @throws ProtocolViolationException if the text has another form
     */
    public static Peers parse(String text) {
        return new Parser(text).parse();
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        Peers parse() {
            long generation = number(until(','));
            String port = until(',');
            int defaultPort = port.isEmpty() ? HostAddress.DEFAULT_PORT : (int) number(port);
            List<Peer> peers = new ArrayList<>();
            expect('[');
            while (!accept(']')) {
                peers.add(peer(defaultPort));
                accept(',');
            }
            if (at != text.length()) {
                throw malformed();
            }
            return new Peers(generation, peers);
        }

        private Peer peer(int defaultPort) {
            expect('[');
            String node = until(',');
            String tlsName = until(',');
            expect('[');
            List<HostAddress> hosts = new ArrayList<>();
            while (!accept(']')) {
                hosts.add(host(defaultPort).withTlsName(tlsName));
                accept(',');
            }
            expect(']');
            return new Peer(node, hosts);
        }

        private HostAddress host(int defaultPort) {
            int start = at;
            if (accept('[')) {
                until(']');
            }
            while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ']') {
                at++;
            }
            try {
                return HostAddress.parse(text.substring(start, at), defaultPort);
            } catch (IllegalArgumentException e) {
                throw new ProtocolViolationException("a node reported a peer with an invalid address: " + e.getMessage(), e);
            }
        }

        private String until(char end) {
            int stop = text.indexOf(end, at);
            if (stop < 0) {
                throw malformed();
            }
            String part = text.substring(at, stop);
            at = stop + 1;
            return part;
        }

        private long number(String digits) {
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException e) {
                throw new ProtocolViolationException("'" + digits + "' is not a number in the peers '" + text + "'", e);
            }
        }

        private boolean accept(char wanted) {
            boolean there = at < text.length() && text.charAt(at) == wanted;
            if (there) {
                at++;
            }
            return there;
        }

        private void expect(char wanted) {
            if (!accept(wanted)) {
                throw malformed();
            }
        }

        private ProtocolViolationException malformed() {
            return new ProtocolViolationException("the peers '" + text + "' are malformed at character " + at);
        }
    }
}
