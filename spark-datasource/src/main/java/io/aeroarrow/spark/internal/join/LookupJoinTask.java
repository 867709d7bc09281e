package io.aeroarrow.spark.internal.join;

import io.aeroarrow.spark.internal.read.LookupIterator;
import io.aeroarrow.spark.internal.read.LookupSource;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import scala.Option;
import scala.collection.immutable.Seq;

/**
 * A join of the rows of a partition. Sent to the executors.
 *
 * @param streamed the columns of the rows
 * @param key the key of a row
 * @param filter the condition on a record
 * @param projection the columns of the side of the records
 * @param condition the condition of the join
 * @param output the columns of the joined rows
 */
record LookupJoinTask(
        LookupSource lookups,
        Seq<Attribute> streamed,
        Expression key,
        LookupColumns columns,
        Option<Expression> filter,
        Seq<NamedExpression> projection,
        Option<Expression> condition,
        Kind kind,
        Seq<Attribute> output,
        LookupMetrics metrics)
        implements Serializable {

    /** What becomes of a row without a record. */
    enum Kind {
        /** It is left out. */
        INNER,
        /** The columns of the record are null. */
        OUTER,
        /** It is left out, and rows with a record have no columns of it. */
        SEMI,
        /** It is kept, and rows with a record are left out. */
        ANTI;

        static Kind of(String joinType) {
            return switch (joinType) {
                case "INNER", "CROSS" -> INNER;
                case "LEFT OUTER", "RIGHT OUTER" -> OUTER;
                case "LEFT SEMI" -> SEMI;
                case "LEFT ANTI" -> ANTI;
                default -> throw new IllegalArgumentException("no lookups for a " + joinType + " join");
            };
        }
    }

    Iterator<InternalRow> run(Iterator<InternalRow> rows) {
        return LookupIterator.open(lookups, key.sql(), new InternalRows(this), metrics, copies(rows));
    }

    /** Spark reuses its rows. */
    private static Iterator<InternalRow> copies(Iterator<InternalRow> rows) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public InternalRow next() {
                return rows.next().copy();
            }
        };
    }
}
