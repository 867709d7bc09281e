package io.aeroarrow.embedded.internal.info;

import java.time.Duration;

/**
 * How many connections a node takes and how long it keeps them.
 *
 * @param most one more is closed as soon as it is open
 * @param idle how long a connection may ask for nothing, zero for as long as it likes
 */
public record ConnectionLimits(int most, Duration idle) {}
