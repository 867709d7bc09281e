/** What a run of the benchmarks found, and its forms: JSON, tables, Markdown, charts, and what moved between two. */
@NullMarked
package io.aeroarrow.bench.report;

import org.jspecify.annotations.NullMarked;
