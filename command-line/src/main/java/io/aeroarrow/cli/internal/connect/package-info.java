/** Connection options, environment variables and the settings file, resolved to a configuration. */
@NullMarked
package io.aeroarrow.cli.internal.connect;

import org.jspecify.annotations.NullMarked;
