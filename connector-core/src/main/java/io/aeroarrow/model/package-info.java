/** What a database stores and how it is addressed: keys, values, bins, records and partitions. */
@NullMarked
package io.aeroarrow.model;

import org.jspecify.annotations.NullMarked;
