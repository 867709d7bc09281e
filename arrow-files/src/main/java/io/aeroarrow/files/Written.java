package io.aeroarrow.files;

/**
 * How much has been written.
 *
 * @param bytes of the file, after compression; while it is being written, what has left the writer's buffers so far
 */
public record Written(long rows, long batches, long bytes) {}
