package io.aeroarrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.internal.net.connection.MemoryBudgetActions;
import io.aeroarrow.internal.net.loop.RunningOperationsActions;
import io.aeroarrow.internal.net.loop.TimeoutWatcherActions;
import io.aeroarrow.internal.net.pool.ConnectionPoolActions;
import io.aeroarrow.internal.net.pool.PermitsActions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.kotlinx.lincheck.strategy.stress.StressOptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever threads do at the same time, permits, pools, the memory account, the checks of deadlines and the registry of
 * operations behave as if they did it one after another. Lincheck changes all loaded classes, and a second check in the
 * same JVM finds nothing, so each has its own JVM.
 */
@Timeout(300)
class LincheckTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                PermitsActions.class,
                ConnectionPoolActions.class,
                RunningOperationsActions.class,
                MemoryBudgetActions.class,
                TimeoutWatcherActions.class
            })
    void findsNoRaces(Class<?> actions) throws IOException, InterruptedException {
        Process checks = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+EnableDynamicAgentLoading",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Checks.class.getName(),
                        actions.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(checks.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(checks.waitFor()).as(output).isZero();
        } finally {
            checks.destroyForcibly();
        }
    }

    /** The main class of that JVM. */
    static final class Checks {

        private Checks() {}

        public static void main(String[] args) throws ClassNotFoundException {
            Class<?> actions = Class.forName(args[0]);
            StressOptions options = new StressOptions()
                    .actorsBefore(3)
                    .actorsAfter(2)
                    .threads(3)
                    .actorsPerThread(3)
                    .iterations(10)
                    .invocationsPerIteration(300);
            for (Class<?> nested : actions.getClasses()) {
                options.sequentialSpecification(nested);
            }
            LinChecker.check(actions, options);
        }
    }
}
