package io.aeroarrow.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.error.DeadlineExceededException.Limit;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.model.PartitionSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors say whether to retry, where they occurred, and how earlier attempts failed. */
final class ErrorsTest {

    private static final String DIGEST = "00112233445566778899aabbccddeeff00112233";

    private static Stream<AeroArrowException> all() {
        return Stream.of(
                new CancelledException("cancelled"),
                new CircuitOpenException("open"),
                new ClientClosedException("closed"),
                new ConnectionFailedException("broken"),
                new DeadlineExceededException(Limit.LOGIN, Duration.ofSeconds(2), "late"),
                new MemoryLimitException("too large"),
                new MismatchException("mismatch"),
                new PartitionsUnavailableException(PartitionSet.range(7, 3), "missing"),
                new ProtocolViolationException("violation"),
                ServerErrorException.of(ResultCode.KEY_BUSY.code(), "writing"),
                ServerErrorException.of(ResultCode.ROLE_VIOLATION.code(), "writing"),
                new TlsException("expired"));
    }

    @Test
    void transientErrorsAreRetryable() {
        assertThat(all().filter(AeroArrowException::retryable).map(Object::getClass))
                .containsExactly(
                        CircuitOpenException.class,
                        ConnectionFailedException.class,
                        DeadlineExceededException.class,
                        PartitionsUnavailableException.class,
                        ServerErrorException.class);
        assertThat(ServerErrorException.of(ResultCode.GENERATION.code(), "writing")
                        .retryable())
                .isFalse();
        assertThat(ServerErrorException.of(999, "writing").retryable()).isFalse();
    }

    @Test
    void aServerErrorHasCodeNameAndMeaning() {
        ServerErrorException error = ServerErrorException.of(3, "writing a record");
        assertThat(error)
                .isExactlyInstanceOf(ServerErrorException.class)
                .hasMessage("writing a record failed: 3 GENERATION: the record's generation is not the expected one");
        assertThat(error.name()).isEqualTo("GENERATION");
        assertThat(error.meaning()).contains("generation");
        ServerErrorException unknown = ServerErrorException.of(199, "writing");
        assertThat(unknown.name()).isEqualTo("199");
        assertThat(unknown.meaning()).contains("not known");
    }

    @Test
    void refusedAccessHasItsOwnType() {
        for (ResultCode code : List.of(ResultCode.PASSWORD, ResultCode.NOT_AUTHENTICATED, ResultCode.ROLE_VIOLATION)) {
            assertThat(ServerErrorException.of(code.code(), "logging in"))
                    .isExactlyInstanceOf(AccessRefusedException.class)
                    .extracting(AeroArrowException::retryable)
                    .isEqualTo(false);
        }
        // A later attempt may get a connection.
        assertThat(ServerErrorException.of(ResultCode.QUOTA_EXCEEDED.code(), "reading")
                        .retryable())
                .isTrue();
    }

    @Test
    void containsKeyNodeAndEarlierFailures() {
        ConnectionFailedException first = new ConnectionFailedException("cannot connect");
        AeroArrowException error = ErrorDetails.of(
                        new DeadlineExceededException(Limit.SOCKET, Duration.ofMillis(100), "no answer"))
                .after(List.of(first))
                .atNode("node A1 at 10.0.0.1:3000")
                .ofKey(DIGEST)
                .inDoubt()
                .error();
        assertThat(error.node()).contains("node A1 at 10.0.0.1:3000");
        assertThat(error.keyDigest()).contains(DIGEST);
        assertThat(error.earlierFailures()).containsExactly(first);
        assertThat(error.attempts()).isEqualTo(2);
        assertThat(error)
                .hasMessage("no answer (attempt 2, at node A1 at 10.0.0.1:3000, key digest " + DIGEST
                        + "); the write may have happened")
                .hasSuppressedException(first);
    }

    @Test
    void keepsTheFirstNode() {
        AeroArrowException error = ErrorDetails.of(new ConnectionFailedException("the connection to node A1 broke"))
                .atNode("node A1")
                .atNode("node B2")
                .error();
        assertThat(error.node()).contains("node A1");
        // The message already names the node.
        assertThat(error).hasMessage("the connection to node A1 broke");
    }

    @ParameterizedTest
    @MethodSource("all")
    void retoldKeepsTypeAndDetails(AeroArrowException error) {
        ErrorDetails.of(error).atNode("node A1").ofKey(DIGEST).inDoubt();
        AeroArrowException retold = ErrorDetails.retold(error, "in other words").error();
        assertThat(retold).hasSameClassAs(error).hasCause(error).hasMessageStartingWith("in other words");
        assertThat(retold.node()).contains("node A1");
        assertThat(retold.keyDigest()).contains(DIGEST);
        assertThat(retold.inDoubt()).isTrue();
        assertThat(retold.retryable()).isEqualTo(error.retryable());
    }

    /** Spark sends executor errors to the driver. */
    @ParameterizedTest
    @MethodSource("all")
    void survivesSerialization(AeroArrowException error) throws IOException, ClassNotFoundException {
        ErrorDetails.of(error).atNode("node A1").after(List.of(new ClientClosedException("before")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(error);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat((AeroArrowException) in.readObject())
                    .hasSameClassAs(error)
                    .hasMessage(error.getMessage())
                    .extracting(AeroArrowException::attempts)
                    .isEqualTo(2);
        }
    }

    /** Closing a client or reader can add suppressed exceptions; they are no attempts. */
    @Test
    void suppressedExceptionsOfOthersAreNoAttempts() {
        AeroArrowException error = new ConnectionFailedException("cannot connect");
        error.addSuppressed(new ClientClosedException("closed"));
        assertThat(error.attempts()).isEqualTo(1);
        assertThat(error.earlierFailures()).isEmpty();
        assertThat(error).hasMessage("cannot connect");
    }

    @Test
    void noPublicMethodChangesAnError() {
        Stream<Method> methods = Stream.of(AeroArrowException.class.getPermittedSubclasses())
                .flatMap(type -> Stream.of(type.getMethods()))
                .filter(method -> method.getDeclaringClass().getPackage() == AeroArrowException.class.getPackage());
        assertThat(methods)
                .filteredOn(method -> !Modifier.isStatic(method.getModifiers()))
                .isNotEmpty()
                .allSatisfy(method -> assertThat(method.getParameterCount())
                        .as(method.toString())
                        .isZero());
    }

    @Test
    void timeoutsAndMissingPartitionsHaveDetails() {
        DeadlineExceededException late = new DeadlineExceededException(Limit.CONNECT, Duration.ofSeconds(5), "late");
        assertThat(late.limit()).isEqualTo(Limit.CONNECT);
        assertThat(late.given()).isEqualTo(Duration.ofSeconds(5));
        PartitionsUnavailableException missing =
                new PartitionsUnavailableException(PartitionSet.range(7, 3), "missing");
        assertThat(missing.partitions()).isEqualTo(PartitionSet.range(7, 3));
        assertThat(((PartitionsUnavailableException)
                                ErrorDetails.retold(missing, "still").error())
                        .partitions())
                .isEqualTo(missing.partitions());
    }
}
