package io.aeroarrow.files;

/**
 * The totals of a write, so far or at its end.
 *
 * @param rows the number of rows written
 * @param batches the number of batches written
 * @param bytes the bytes after compression; during a write, those that have left the writer's buffers
 */
public record WriteTotals(long rows, long batches, long bytes) {}
