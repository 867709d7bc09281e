/** How a cluster is reached: options, environment and a file of settings become a configuration. */
@NullMarked
package io.aeroarrow.cli.connect;

import org.jspecify.annotations.NullMarked;
