package io.aeroarrow.embedded.junit;

import io.aeroarrow.embedded.EmbeddedAerospike;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests their server, as a parameter of a test, of a method before or after it, or of a constructor.
 *
 * <p>An {@link AerospikeServer} is what {@link AerospikeServer#open} opens, one for all tests of the run. Where that is a container
 * and no Docker runs, the tests are skipped. An {@link EmbeddedAerospike} is always embedded, and new for each test or, where a class
 * asks before all its tests, for each class.
 */
public final class AerospikeExtension implements ParameterResolver, ExecutionCondition {
    private static final Namespace NAMESPACE = Namespace.create(AerospikeExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ServerChoice choice = ServerChoice.ofEnvironment();
        choice.requireDependencies(AerospikeServer.class.getClassLoader());
        return choice.kind() == AerospikeServer.Kind.CONTAINER && !ContainerServer.dockerRuns()
                ? ConditionEvaluationResult.disabled(
                        "no Docker runs here, and tests on a container of " + choice.image() + " were asked for")
                : ConditionEvaluationResult.enabled("there is a server for the tests");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == AerospikeServer.class || type == EmbeddedAerospike.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == AerospikeServer.class
                ? shared(context)
                : context.getStore(NAMESPACE)
                        .getOrComputeIfAbsent(type, asked -> EmbeddedAerospike.start(), EmbeddedAerospike.class);
    }

    /** The store of the root closes it when the last test has run. */
    private static AerospikeServer shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(AerospikeServer.class, asked -> AerospikeServer.open(), AerospikeServer.class);
    }
}
