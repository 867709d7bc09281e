/** Faults that tests set on a server: what happens, to which requests, and how often. */
@NullMarked
package io.aeroarrow.embedded.fault;

import org.jspecify.annotations.NullMarked;
