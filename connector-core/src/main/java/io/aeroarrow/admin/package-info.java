/** What a cluster reports about namespaces, sets, secondary indexes and running jobs. */
@NullMarked
package io.aeroarrow.admin;

import org.jspecify.annotations.NullMarked;
