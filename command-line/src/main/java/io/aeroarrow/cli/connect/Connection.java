package io.aeroarrow.cli.connect;

import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.policy.ClientConfig;

/**
 * How a command reaches its cluster.
 *
 * @param reading the times that reads are given
 */
public record Connection(ClientConfig client, ReadOptions reading) {}
