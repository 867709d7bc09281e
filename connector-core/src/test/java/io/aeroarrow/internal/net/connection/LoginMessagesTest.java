package io.aeroarrow.internal.net.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.request.GoldenFrames;
import io.aeroarrow.policy.Credentials;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Login requests are those of the official client; answers of every kind are handled. */
class LoginMessagesTest {

    private static final Credentials ADMIN = Credentials.internal("admin", "admin");
    private static final String TOKEN = "0123456789abcdefTOKEN";
    private static final String TOKEN_FIELD = "0000001605" + hex(TOKEN);
    private static final String TTL_FIELD = "000000050600015180";

    @Test
    void encodesALogin() {
        assertThat(bytes(LoginMessages.login(ADMIN))).isEqualTo(GoldenFrames.request("login-internal"));
    }

    @Test
    void encodesAuthenticationByToken() {
        LoginMessages.Session session = session(answer(0, TOKEN_FIELD, TTL_FIELD));
        assertThat(session.seconds()).isEqualTo(86_400);
        assertThat(session.toString()).doesNotContain(TOKEN);
        assertThat(bytes(LoginMessages.authenticate(ADMIN, session.token())))
                .isEqualTo(GoldenFrames.request("login-internal.2"));
    }

    @Test
    void externalUsersSendTheirPasswordToo() {
        String hash = hex("$2a$10$7EqJtq98hPqEX7fNZaFWoO1mVO/4MLpGzsqojz6E9Gef6iXDjXdDa");
        assertThat(HexFormat.of().formatHex(bytes(LoginMessages.login(Credentials.external("ada", "admin")))))
                .isEqualTo("0202000000000063" + "00001403000000000000000000000000" + "0000000400" + hex("ada")
                        + "0000003d03" + hash + "0000000604" + hex("admin"));
    }

    @Test
    void certificateLoginsSendNoUser() {
        assertThat(HexFormat.of().formatHex(bytes(LoginMessages.login(Credentials.pki()))))
                .isEqualTo("0202000000000010" + "00001400000000000000000000000000");
        LoginMessages.Token token = session(answer(0, TOKEN_FIELD)).token();
        assertThat(HexFormat.of().formatHex(bytes(LoginMessages.authenticate(Credentials.pki(), token))))
                .isEqualTo("020200000000002a" + "00000001000000000000000000000000" + TOKEN_FIELD);
    }

    @Test
    void readsSessionsThatDoNotExpire() {
        assertThat(session(answer(0, TOKEN_FIELD)).seconds()).isZero();
        assertThat(session(answer(0, "0000000407ffffff", TOKEN_FIELD)).seconds())
                .isZero();
    }

    /** As a real Community Edition server answers. */
    @Test
    void explainsThatCommunityEditionHasNoSecurity() {
        byte[] golden = GoldenFrames.answer("admin-login-ce");
        ByteBuf body = Unpooled.wrappedBuffer(golden, 8, golden.length - 8);
        assertThatThrownBy(() -> LoginMessages.session(body, ADMIN, "node:3000"))
                .isInstanceOfSatisfying(
                        AccessRefusedException.class,
                        e -> assertThat(e.resultCode()).isEqualTo(51))
                .hasMessageContaining("node:3000 does not support logins")
                .hasMessageContaining("Community Edition")
                .hasMessageContaining("Remove user and password");
    }

    @ParameterizedTest
    @CsvSource({
        "52, security is not enabled",
        "60, there is no such user",
        "62, the password is wrong",
        "63, the password has expired",
        "65, the user or password is wrong",
        "66, the login session has expired",
        "82, may not come from this address",
        "91, the server could not set up LDAP"
    })
    void explainsRefusals(int code, String why) {
        assertThatThrownBy(() -> LoginMessages.requireAccepted(Unpooled.wrappedBuffer(body(code)), ADMIN, "node:3000"))
                .isInstanceOfSatisfying(
                        AccessRefusedException.class,
                        e -> assertThat(e.resultCode()).isEqualTo(code))
                .hasMessageContaining("node:3000")
                .hasMessageContaining(why)
                .hasMessageNotContaining("$2a$");
        if (code != 52) {
            assertThatThrownBy(() -> LoginMessages.requireAccepted(Unpooled.wrappedBuffer(body(code)), ADMIN, "n"))
                    .hasMessageContaining("user 'admin'");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0000000000000000000000000000",
                "00000000000000000000000000000000",
                "00000001000000000000000000000000",
                "00000001000000000000000000000000000000",
                "00000001000000000000000000000000ffffffff05",
                "0000000100000000000000000000000000000000050102",
                "000000010000000000000000000000000000000105",
                "00000001000000000000000000000000000000040501",
                "00000002000000000000000000000000000000030501ff"
            })
    void rejectsInvalidAnswers(String body) {
        ByteBuf bytes = Unpooled.wrappedBuffer(HexFormat.of().parseHex(body));
        assertThatThrownBy(() -> LoginMessages.session(bytes, ADMIN, "node")).isInstanceOf(ProtocolViolationException.class);
    }

    @Test
    void failsTypedOnRandomBytes() {
        byte[] whole = HexFormat.of().parseHex("00000002000000000000000000000000" + TOKEN_FIELD + TTL_FIELD);
        for (int at = 0; at < whole.length; at++) {
            for (int value : List.of(0, 1, 0x7f, 0x80, 0xff)) {
                byte[] broken = whole.clone();
                broken[at] = (byte) value;
                try {
                    assertThat(LoginMessages.session(Unpooled.wrappedBuffer(broken), ADMIN, "node"))
                            .isNotNull();
                } catch (AeroArrowException e) {
                    assertThat(e).hasMessageContaining("node");
                }
            }
        }
    }

    private static LoginMessages.Session session(ByteBuf body) {
        return LoginMessages.session(body, ADMIN, "node");
    }

    private static ByteBuf answer(int code, String... fields) {
        byte[] head = body(code);
        head[3] = (byte) fields.length;
        return Unpooled.wrappedBuffer(head, HexFormat.of().parseHex(String.join("", fields)));
    }

    private static byte[] body(int code) {
        byte[] head = new byte[16];
        head[1] = (byte) code;
        return head;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(ByteBuf frame) {
        try {
            return ByteBufUtil.getBytes(frame);
        } finally {
            frame.release();
        }
    }
}
