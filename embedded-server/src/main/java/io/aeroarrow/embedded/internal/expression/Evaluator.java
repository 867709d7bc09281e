package io.aeroarrow.embedded.internal.expression;

/** Computes the value of a compiled expression. */
@FunctionalInterface
interface Evaluator {
    ExpressionValue evaluate(EvaluationContext evaluation);
}
