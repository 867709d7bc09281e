package io.aeroarrow.embedded.internal.expression;

/** The part of a compiled expression that computes a value. */
@FunctionalInterface
interface Evaluator {
    ExpressionValue evaluate(EvaluationContext evaluation);
}
