/**
 * Configuration of a client and policies of its operations: hosts, TLS, credentials, timeouts, retries.
 *
 * <p>A result or property that may be absent is an {@link java.util.Optional}. No method returns {@code null} or
 * accepts it, except for the cause of an exception.
 */
@NullMarked
package io.aeroarrow.policy;

import org.jspecify.annotations.NullMarked;
