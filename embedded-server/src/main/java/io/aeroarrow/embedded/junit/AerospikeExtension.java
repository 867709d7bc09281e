package io.aeroarrow.embedded.junit;

import io.aeroarrow.embedded.EmbeddedAerospike;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Resolves a server as a parameter of a test method, a lifecycle method or a constructor.
 *
 * <p>A parameter of type {@link AerospikeServer} is the server of {@link AerospikeServer#open}, one for all tests of the run. If this
 * server is a container and Docker is not available, the tests are skipped. A parameter of type {@link EmbeddedAerospike} is a new
 * embedded server for each test, or for each class if a {@code BeforeAll} method or a constructor of a per-class instance asks first.
 */
public final class AerospikeExtension implements ParameterResolver, ExecutionCondition {
    private static final Namespace NAMESPACE = Namespace.create(AerospikeExtension.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ServerChoice choice = ServerChoice.ofEnvironment();
        choice.requireDependencies(AerospikeServer.class.getClassLoader());
        return choice.kind() == AerospikeServer.Kind.CONTAINER && !ContainerServer.dockerRuns()
                ? ConditionEvaluationResult.disabled(
                        "Docker is not available, and the tests need a container of " + choice.image())
                : ConditionEvaluationResult.enabled("a server for the tests is available");
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

    /** Opens the server once. The root store closes it after the last test. */
    private static AerospikeServer shared(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(AerospikeServer.class, asked -> AerospikeServer.open(), AerospikeServer.class);
    }
}
