package io.aeroarrow.embedded.exp;

/** A compiled expression and its static type. */
record Node(ExpType type, Evaluator evaluator) {

    Value evaluate(Evaluation evaluation) {
        return evaluator.evaluate(evaluation);
    }

    Node require(ExpType wanted) {
        if (!wanted.accepts(type)) {
            throw new InvalidExpression("wanted " + wanted + ", found " + type);
        }
        return this;
    }
}
