/** Configuration of a client and policies of its operations: hosts, TLS, credentials, timeouts, retries. */
@NullMarked
package io.aeroarrow.policy;

import org.jspecify.annotations.NullMarked;
