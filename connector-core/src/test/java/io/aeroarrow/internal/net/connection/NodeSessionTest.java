package io.aeroarrow.internal.net.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.net.connection.NodeSession.Attempt;
import io.aeroarrow.policy.Credentials;
import io.aeroarrow.policy.HostAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which connection logs in, and which ones use its token; tested without connections. */
class NodeSessionTest {

    private static final int LOGIN = 20;
    private static final int AUTHENTICATE = 0;

    private final NodeSession session =
            new NodeSession(Credentials.internal("ada", "secret"), new HostAddress("node", 3000));

    private static int command(Attempt attempt) {
        ByteBuf request = attempt.request();
        try {
            return request.getByte(8 + 2);
        } finally {
            request.release();
        }
    }

    private static ByteBuf result(int code) {
        byte[] header = new byte[16];
        header[1] = (byte) code;
        return Unpooled.wrappedBuffer(header);
    }

    private static ByteBuf loggedIn(int seconds) {
        return Unpooled.wrappedBuffer(HexFormat.of()
                .parseHex("00000002000000000000000000000000" + "0000000305abcd" + "0000000506"
                        + HexFormat.of().toHexDigits(seconds)));
    }

    @Test
    void onlyOneOfManyConnectionsLogsIn() {
        List<CompletableFuture<Attempt>> attempts =
                Stream.generate(session::next).limit(200).toList();
        Attempt first = attempts.get(0).join();
        assertThat(command(first)).isEqualTo(LOGIN);
        assertThat(attempts.subList(1, 200)).noneMatch(CompletableFuture::isDone);
        assertThat(first.answered(loggedIn(3600))).isTrue();
        assertThat(attempts.subList(1, 200))
                .allSatisfy(attempt -> assertThat(command(attempt.join())).isEqualTo(AUTHENTICATE));
        Attempt later = session.next().join();
        assertThat(command(later)).isEqualTo(AUTHENTICATE);
        assertThat(later.answered(result(0))).isTrue();
    }

    @Test
    void replacesTokensBeforeTheyExpire() {
        session.next().join().answered(loggedIn(2));
        long start = System.nanoTime();
        Attempt next = session.next().join();
        assertThat(command(next)).isEqualTo(AUTHENTICATE);
        while (command(next) == AUTHENTICATE) {
            next = session.next().join();
            Thread.onSpinWait();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(1_400), Duration.ofMillis(1_990));
        // Until the new token is there, the other connections use the old one.
        assertThat(command(session.next().join())).isEqualTo(AUTHENTICATE);
        next.answered(loggedIn(0));
        assertThat(command(session.next().join())).isEqualTo(AUTHENTICATE);
    }

    @Test
    void replacesAnUnknownToken() {
        session.next().join().answered(loggedIn(3600));
        assertThat(session.next().join().answered(result(66))).isFalse();
        Attempt again = session.next().join();
        assertThat(command(again)).isEqualTo(LOGIN);
        again.answered(loggedIn(3600));
        session.forget();
        assertThat(command(session.next().join())).isEqualTo(LOGIN);
    }

    @Test
    void doesNotRepeatARefusedLoginAtOnce() {
        Attempt first = session.next().join();
        CompletableFuture<Attempt> waiting = session.next();
        assertThatThrownBy(() -> {
                    try {
                        first.answered(result(62));
                    } catch (AccessRefusedException e) {
                        first.failed(e);
                        throw e;
                    }
                })
                .hasMessageContaining("the password is wrong");
        for (CompletableFuture<Attempt> refused : List.of(waiting, session.next())) {
            assertThatThrownBy(refused::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(AccessRefusedException.class)
                    .hasStackTraceContaining("user 'ada'");
        }
        long start = System.nanoTime();
        while (session.next().isCompletedExceptionally()) {
            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofSeconds(10).toNanos());
        }
    }

    @Test
    void theNextConnectionLogsInAfterABrokenLogin() {
        Attempt first = session.next().join();
        CompletableFuture<Attempt> waiting = session.next();
        first.failed(new ConnectionFailedException("broken"));
        assertThat(waiting).isCompletedExceptionally();
        assertThat(command(session.next().join())).isEqualTo(LOGIN);
    }

    @Test
    void doesNotLogInTwiceWithoutServerSecurity() {
        session.next().join().answered(loggedIn(3600));
        Attempt shown = session.next().join();
        assertThatThrownBy(() -> shown.answered(result(52))).hasMessageContaining("needs no login");
    }
}
