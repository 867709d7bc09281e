package io.aeroarrow.arrow;

import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * What a sample of a set tells about it.
 *
 * @param bins a field for each bin that was seen, by name
 * @param key the field {@code __key}, typed as the stored user keys are; utf8 if none is stored
 * @param records how many records were looked at
 */
public record InferredSchema(Schema bins, Field key, long records) {}
