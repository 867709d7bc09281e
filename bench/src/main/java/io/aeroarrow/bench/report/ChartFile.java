package io.aeroarrow.bench.report;

/**
 * A rendered chart.
 *
 * @param file file name in the report's folder
 */
record ChartFile(String title, String file) {}
