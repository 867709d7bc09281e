package io.aeroarrow.embedded.internal.expression;

/** A compiled expression and its static type. */
record TypedExpression(ExpressionType type, Evaluator evaluator) {

    ExpressionValue evaluate(EvaluationContext evaluation) {
        return evaluator.evaluate(evaluation);
    }

    TypedExpression require(ExpressionType wanted) {
        if (!wanted.accepts(type)) {
            throw new InvalidExpression("wanted " + wanted + ", found " + type);
        }
        return this;
    }
}
