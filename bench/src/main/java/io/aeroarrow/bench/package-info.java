/** The programs: run a benchmark, compare two reports, render a report, and compare writes. */
@NullMarked
package io.aeroarrow.bench;

import org.jspecify.annotations.NullMarked;
