/** TLS contexts from certificates and keys. */
@NullMarked
package io.aeroarrow.internal.net.tls;

import org.jspecify.annotations.NullMarked;
