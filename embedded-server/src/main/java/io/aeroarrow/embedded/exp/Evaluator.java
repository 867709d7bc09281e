package io.aeroarrow.embedded.exp;

/** The part of a compiled expression that computes a value. */
@FunctionalInterface
interface Evaluator {
    Value evaluate(Evaluation evaluation);
}
