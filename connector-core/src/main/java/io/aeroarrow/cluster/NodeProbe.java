package io.aeroarrow.cluster;

import io.aeroarrow.model.ClientConfig;
import io.aeroarrow.model.ConnectionFailedException;
import io.aeroarrow.model.HostAddress;
import io.aeroarrow.model.ProtocolViolationException;
import io.aeroarrow.net.Connection;
import io.aeroarrow.net.Deadline;
import io.aeroarrow.net.Endpoint;
import io.aeroarrow.net.EventLoops;
import io.aeroarrow.protocol.Info;
import java.util.List;
import java.util.Map;

/** Finds out who listens at an address, before it counts as a node. */
final class NodeProbe {

    private static final String NODE = "node";
    private static final String GENERATION = "partition-generation";
    private static final String CLUSTER_NAME = "cluster-name";

    private NodeProbe() {}

    /**
     * Connects and asks.
     *
     * @throws ConnectionFailedException if nobody answers, or if it is a node that cannot be used, and why
     */
    static Node probe(EventLoops loops, HostAddress address, ClientConfig config) {
        Endpoint endpoint = Endpoint.of(address, config);
        Connection connection = Connection.open(loops, endpoint);
        try {
            Map<String, String> answers = Node.info(
                    connection, List.of(NODE, GENERATION, CLUSTER_NAME), Deadline.in(config.connectTimeout()));
            check(address, config, answers);
            return new Node(value(answers, NODE), endpoint, loops, config);
        } catch (ProtocolViolationException e) {
            throw new ConnectionFailedException(
                    address + " does not answer as an Aerospike node: " + e.getMessage(), e);
        } finally {
            connection.close();
        }
    }

    private static void check(HostAddress address, ClientConfig config, Map<String, String> answers) {
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            if (Info.isError(answer.getValue())) {
                throw new ConnectionFailedException(
                        address + " answers '" + answer.getKey() + "' with " + answer.getValue());
            }
        }
        if (value(answers, GENERATION).equals("-1")) {
            throw new ConnectionFailedException(address + " has not joined its cluster yet");
        }
        String found = value(answers, CLUSTER_NAME);
        if (!config.clusterName().isEmpty() && !config.clusterName().equals(found)) {
            throw new ConnectionFailedException(
                    address + " is of cluster '" + found + "', not of '" + config.clusterName() + "'");
        }
    }

    private static String value(Map<String, String> answers, String name) {
        String value = answers.get(name);
        if (value == null) {
            throw new ProtocolViolationException("no answer to '" + name + "'");
        }
        return value;
    }
}
