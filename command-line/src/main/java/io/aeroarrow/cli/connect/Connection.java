package io.aeroarrow.cli.connect;

import io.aeroarrow.arrow.ReadOptions;
import io.aeroarrow.model.ClientConfig;

/**
 * How a command reaches its cluster.
 *
 * @param reading the times that reads are given
 */
public record Connection(ClientConfig client, ReadOptions reading) {}
