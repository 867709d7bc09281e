package io.aeroarrow.spark.internal.join;

import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** Whether a join can look up the records of one side. */
sealed interface LookupChoice {

    /** The types of joins that need no record without a row of the other side. */
    Set<String> BOTH_SIDES = Set.of("INNER", "CROSS");

    Set<String> RIGHT_SIDE = Set.of("LEFT OUTER", "LEFT SEMI", "LEFT ANTI");

    Set<String> LEFT_SIDE = Set.of("RIGHT OUTER");

    Set<DataType> INTEGERS = Set.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

    /**
     * It cannot.
     *
     * @param reason the end of a sentence
     */
    record Impossible(String reason) implements LookupChoice {}

    /**
     * It can.
     *
     * @param streamed the other side, whose rows have the keys
     * @param key the key in a row of the other side
     * @param column the column of the scan that equals the key
     */
    record Possible(JoinSide side, LogicalPlan streamed, Expression key, String column) implements LookupChoice {}

    /** Returns whether a join can look up the records of its right or left side. */
    static LookupChoice of(Join join, boolean right) {
        String type = join.joinType().sql();
        if (!BOTH_SIDES.contains(type) && !(right ? RIGHT_SIDE : LEFT_SIDE).contains(type)) {
            return new Impossible("a " + type + " join needs all records of this side");
        }
        JoinSide side = JoinSide.of(right ? join.right() : join.left());
        if (side == null) {
            return new Impossible(
                    "the side with the hint is not a table of this data source with a filter and columns");
        }
        List<Expression> conditions = join.condition().isDefined()
                ? Expressions.conjuncts(join.condition().get())
                : List.of();
        LookupChoice found = new Impossible("no condition of the join equals a key column");
        for (Expression condition : conditions) {
            if (condition instanceof EqualTo equality) {
                LogicalPlan streamed = right ? join.left() : join.right();
                for (boolean keyFirst : new boolean[] {true, false}) {
                    LookupChoice choice = by(
                            side,
                            streamed,
                            keyFirst ? equality.left() : equality.right(),
                            keyFirst ? equality.right() : equality.left());
                    if (choice instanceof Possible) {
                        return choice;
                    }
                    found = choice == null ? found : choice;
                }
            }
        }
        return found;
    }

    /** Returns the choice by an equality; null if its sides are of no use. */
    private static @Nullable LookupChoice by(JoinSide side, LogicalPlan streamed, Expression own, Expression key) {
        Attribute shown = column(own);
        String column = shown == null ? null : side.columnOf(shown);
        if (column == null || !Expressions.isOver(key, streamed) || !key.deterministic()) {
            return null;
        }
        String obstacle = side.scan().lookupObstacle(column);
        if (obstacle == null && !isKeyType(key.dataType())) {
            obstacle = "keys cannot be of type " + key.dataType().sql();
        }
        return obstacle == null ? new Possible(side, streamed, key, column) : new Impossible(obstacle);
    }

    /** Returns the column that an expression shows; an integer may be widened, since all integer keys are of one type. */
    private static @Nullable Attribute column(Expression own) {
        if (own instanceof Cast cast
                && INTEGERS.contains(cast.child().dataType())
                && INTEGERS.contains(cast.dataType())
                && cast.child().dataType().defaultSize() < cast.dataType().defaultSize()) {
            return column(cast.child());
        }
        return own instanceof Attribute attribute ? attribute : null;
    }

    private static boolean isKeyType(DataType type) {
        return INTEGERS.contains(type) || type.equals(DataTypes.StringType) || type.equals(DataTypes.BinaryType);
    }
}
