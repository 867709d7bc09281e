package io.aeroarrow.bench.report;

/** A chart that was drawn, by the name of its file in the report's folder. */
record ChartFile(String title, String file) {}
