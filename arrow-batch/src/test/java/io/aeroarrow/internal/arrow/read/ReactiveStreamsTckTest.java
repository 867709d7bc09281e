package io.aeroarrow.internal.arrow.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.read.ReadMetrics;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** The publisher keeps the rules of Reactive Streams. The TCK's methods run as JUnit tests: Surefire runs no TestNG. */
@Timeout(120)
class ReactiveStreamsTckTest {

    /** How long the TCK waits for a signal, on a loaded machine. */
    private static final long PATIENCE_MILLIS = 2_000;
    /** How long the TCK waits to see that no signal comes. */
    private static final long QUIET_MILLIS = 50;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
    }

    @TestFactory
    List<DynamicTest> keepsTheRules() {
        List<DynamicTest> tests = Arrays.stream(FlowPublisherVerification.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .sorted(Comparator.comparing(Method::getName))
                .map(rule -> DynamicTest.dynamicTest(rule.getName(), () -> check(rule)))
                .toList();
        assertThat(tests).hasSizeGreaterThan(30);
        return tests;
    }

    private static void check(Method rule) throws Throwable {
        Verification verification = new Verification();
        verification.setUp();
        try {
            rule.invoke(verification);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SkipException skipped) {
                throw new TestAbortedException(skipped.getMessage(), skipped);
            }
            throw e.getCause();
        }
    }

    private static final class Verification extends FlowPublisherVerification<VectorSchemaRoot> {

        Verification() {
            super(new TestEnvironment(PATIENCE_MILLIS, QUIET_MILLIS), PATIENCE_MILLIS);
        }

        @Override
        public Flow.Publisher<VectorSchemaRoot> createFlowPublisher(long batches) {
            return new BatchPublisher(() -> new EmptyBatches(batches), THREADS);
        }

        /** Not tested: a read starts with the first request, so that it fails after it. */
        @Override
        public Flow.@Nullable Publisher<VectorSchemaRoot> createFailedFlowPublisher() {
            return null;
        }
    }

    /** So many batches without columns. */
    private static final class EmptyBatches implements BatchSource {
        private long left;

        EmptyBatches(long batches) {
            left = batches;
        }

        @Override
        public @Nullable VectorSchemaRoot next() {
            return left-- > 0 ? new VectorSchemaRoot(List.of()) : null;
        }

        @Override
        public ReadMetrics metrics() {
            return ReadMetrics.NONE;
        }

        @Override
        public void close() {
            left = 0;
        }
    }
}
