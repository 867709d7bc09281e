package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.info.Info;
import io.aeroarrow.internal.net.connection.Connection;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.Endpoint;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Identifies the node at an address before it is added.
 *
 * @param nodeId the node's id
 * @param endpoint where it was found, with its login
 * @param advertised the addresses that it reports for itself; may be empty
 */
record NodeProbe(String nodeId, Endpoint endpoint, List<HostAddress> advertised) {

    private static final String NODE = "node";
    private static final String GENERATION = "partition-generation";
    private static final String CLUSTER_NAME = "cluster-name";
    private static final String NOT_JOINED = "-1";
    private static final Duration JOINING_PAUSE = Duration.ofMillis(100);

    /**
     * Connects and sends info requests. All go over one connection, because another one may lead to another node.
     *
     * @throws ConnectionFailedException if there is no answer, or if the node cannot be used; the message says why
     */
    static NodeProbe at(EventLoops loops, HostAddress address, ClientConfig config, MemoryBudget memory) {
        Endpoint endpoint = Endpoint.of(address, config, memory);
        Connection connection = Connection.open(loops, endpoint);
        try {
            Deadline deadline = Deadline.in(config.connectTimeout());
            Map<String, String> answers = askUntilJoined(connection, deadline);
            check(address, config, answers);
            return new NodeProbe(value(answers, NODE), endpoint, advertised(connection, config, deadline));
        } catch (ConnectionFailedException e) {
            throw config.tls().isEmpty() && e.getCause() instanceof IOException
                    ? new ConnectionFailedException(
                            e.getMessage() + " before any answer; does the node require TLS on this port?", e)
                    : e;
        } catch (ProtocolViolationException e) {
            throw new ConnectionFailedException(
                    address + " does not answer like an Aerospike node: " + e.getMessage(), e);
        } finally {
            connection.close();
        }
    }

    /** Requests the node's state. A node that has just started gets some time to join its cluster. */
    private static Map<String, String> askUntilJoined(Connection connection, Deadline deadline) {
        while (true) {
            Map<String, String> answers = Node.info(connection, List.of(NODE, GENERATION, CLUSTER_NAME), deadline);
            boolean joined = !NOT_JOINED.equals(answers.get(GENERATION));
            if (joined || deadline.remainingNanos() < JOINING_PAUSE.toNanos()) {
                return answers;
            }
            try {
                Thread.sleep(JOINING_PAUSE.toMillis());
            } catch (InterruptedException e) {
                throw Deadline.interrupted(e);
            }
        }
    }

    private static void check(HostAddress address, ClientConfig config, Map<String, String> answers) {
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            if (Info.isError(answer.getValue())) {
                throw new ConnectionFailedException(
                        address + " answered '" + answer.getKey() + "' with " + answer.getValue());
            }
        }
        if (value(answers, GENERATION).equals(NOT_JOINED)) {
            throw new ConnectionFailedException(address + " has not joined its cluster yet");
        }
        String found = value(answers, CLUSTER_NAME);
        if (!config.clusterName().isEmpty() && !config.clusterName().equals(found)) {
            throw new ConnectionFailedException(
                    address + " belongs to cluster '" + found + "', not to '" + config.clusterName() + "'");
        }
    }

    private static List<HostAddress> advertised(Connection connection, ClientConfig config, Deadline deadline) {
        String question = "service-" + (config.tls().isEmpty() ? "clear" : "tls")
                + (config.useServicesAlternate() ? "-alt" : "-std");
        String answer = Node.info(connection, List.of(question), deadline).getOrDefault(question, "");
        // Old servers do not know this request.
        if (answer.isEmpty() || Info.isError(answer)) {
            return List.of();
        }
        try {
            return HostAddress.parseList(answer, HostAddress.DEFAULT_PORT);
        } catch (IllegalArgumentException e) {
            throw new ProtocolViolationException("its advertised address is invalid: " + e.getMessage(), e);
        }
    }

    HostAddress address() {
        return endpoint.address();
    }

    private static String value(Map<String, String> answers, String name) {
        String value = answers.get(name);
        if (value == null) {
            throw new ProtocolViolationException("no answer to '" + name + "'");
        }
        return value;
    }
}
