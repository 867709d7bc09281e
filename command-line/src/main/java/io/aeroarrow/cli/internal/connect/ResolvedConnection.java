package io.aeroarrow.cli.internal.connect;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.policy.ClientConfig;

/**
 * The configuration of a command's connection.
 *
 * @param client the configuration of the client
 * @param reading the timeouts of reads
 */
public record ResolvedConnection(ClientConfig client, ReadOptions reading) {}
