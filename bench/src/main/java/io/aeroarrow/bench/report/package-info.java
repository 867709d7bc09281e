/** Results of a run, their output as JSON, console tables, Markdown and charts, and the comparison of two reports. */
@NullMarked
package io.aeroarrow.bench.report;

import org.jspecify.annotations.NullMarked;
