package io.aeroarrow.embedded.internal.info;

import java.time.Duration;

/**
 * The limits of a node's connections.
 *
 * @param most how many connections may be open; further connections are closed at once
 * @param idle how long a connection may be idle; zero for no limit
 */
public record ConnectionLimits(int most, Duration idle) {}
