package io.aeroarrow.spark.internal.runtime;

import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** The value of a metric in one task. */
public record TaskMetric(String name, long value) implements CustomTaskMetric {}
