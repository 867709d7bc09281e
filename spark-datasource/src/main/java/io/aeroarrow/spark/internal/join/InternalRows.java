package io.aeroarrow.spark.internal.join;

import io.aeroarrow.model.Value;
import io.aeroarrow.spark.internal.read.LookupRows;
import io.aeroarrow.spark.internal.runtime.TableColumns;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.Predicate;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.Seq;

/** Joins the rows of a task. Not thread-safe. */
final class InternalRows implements LookupRows<InternalRow> {

    private final LookupJoinTask task;
    private final UnsafeProjection key;
    private final DataType keyType;
    private final @Nullable BasePredicate filter;
    private final UnsafeProjection projection;
    private final @Nullable BasePredicate condition;
    private final UnsafeProjection output;
    private final InternalRow noRecord;
    private final JoinedRow candidate = new JoinedRow();
    private final JoinedRow joined = new JoinedRow();

    InternalRows(LookupJoinTask task) {
        this.task = task;
        key = UnsafeProjection.create(Expressions.<Expression>seq(List.of(task.key())), task.streamed());
        keyType = task.key().dataType();
        filter = predicate(task.filter(), task.columns().read());
        projection = UnsafeProjection.create(
                Expressions.<Expression>seq(Expressions.expressions(task.projection())),
                task.columns().read());
        condition = predicate(
                task.condition(),
                Expressions.concat(task.streamed(), task.columns().shown()));
        output = UnsafeProjection.create(Expressions.<Expression>seq(Expressions.list(task.output())), task.output());
        noRecord = new GenericInternalRow(task.columns().shown().size());
    }

    private static @Nullable BasePredicate predicate(Option<Expression> condition, Seq<Attribute> columns) {
        if (condition.isEmpty()) {
            return null;
        }
        BasePredicate predicate = Predicate.create(condition.get(), columns);
        predicate.initialize(TaskContext.getPartitionId());
        return predicate;
    }

    @Override
    public @Nullable Value key(InternalRow row) {
        Object value = key.apply(row).get(0, keyType);
        if (value instanceof UTF8String text) {
            return Value.of(text.toString());
        } else if (value instanceof byte[] bytes) {
            // A value of another length equals no digest.
            return task.lookups().digests() && bytes.length != TableColumns.DIGEST_BYTES ? null : Value.of(bytes);
        }
        return value == null ? null : Value.of(((Number) value).longValue());
    }

    @Override
    public @Nullable InternalRow join(InternalRow row, @Nullable InternalRow record) {
        InternalRow found = record == null || !passes(filter, record) ? null : projection.apply(record);
        if (found != null && !passes(condition, candidate.withLeft(row).withRight(found))) {
            found = null;
        }
        InternalRow result = switch (task.kind()) {
            case SEMI -> found == null ? null : row;
            case ANTI -> found == null ? row : null;
            case INNER -> found == null ? null : joined(row, found);
            case OUTER -> joined(row, found == null ? noRecord : found);
        };
        task.metrics().rows().add(result == null ? 0 : 1);
        return result;
    }

    private static boolean passes(@Nullable BasePredicate condition, InternalRow row) {
        return condition == null || condition.eval(row);
    }

    private InternalRow joined(InternalRow row, InternalRow found) {
        boolean right = task.columns().right();
        joined.withLeft(right ? row : found).withRight(right ? found : row);
        return output.apply(joined).copy();
    }
}
