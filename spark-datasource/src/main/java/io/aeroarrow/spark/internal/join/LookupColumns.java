package io.aeroarrow.spark.internal.join;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import scala.collection.immutable.Seq;

/**
 * The columns of the side that is looked up.
 *
 * @param read the columns of the records
 * @param shown the columns of the side
 * @param right whether they follow those of the other side
 */
public record LookupColumns(Seq<Attribute> read, Seq<Attribute> shown, boolean right) implements Serializable {}
