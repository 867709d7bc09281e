package io.aeroarrow.embedded.internal.net;

import io.aeroarrow.embedded.internal.security.ConnectionSecurity;
import io.aeroarrow.embedded.internal.security.SessionTokens;
import io.aeroarrow.embedded.internal.security.UserDirectory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** The TLS context of a server and the login of its connections. */
public final class TransportSecurity {
    private final @Nullable SslContext tls;
    private final @Nullable UserDirectory users;
    private final SessionTokens sessions;

    private TransportSecurity(@Nullable SslContext tls, @Nullable UserDirectory users, SessionTokens sessions) {
        this.tls = tls;
        this.users = users;
        this.sessions = sessions;
    }

    /** Reads the certificate files; null users disable security. */
    public static TransportSecurity of(
            @Nullable CertificateFiles tls, @Nullable UserDirectory users, SessionTokens sessions) {
        return new TransportSecurity(tls == null ? null : context(tls), users, sessions);
    }

    private static SslContext context(CertificateFiles tls) {
        SslContextBuilder builder = SslContextBuilder.forServer(
                        tls.certificates().toFile(), tls.key().toFile())
                .sslProvider(SslProvider.JDK);
        if (tls.clientAuthorities() != null) {
            builder.trustManager(tls.clientAuthorities().toFile()).clientAuth(ClientAuth.REQUIRE);
        }
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new UncheckedIOException("cannot set up TLS with " + tls, e);
        }
    }

    void encrypt(ChannelPipeline pipeline) {
        if (tls != null) {
            pipeline.addLast(tls.newHandler(pipeline.channel().alloc()));
        }
    }

    ConnectionSecurity connection() {
        return new ConnectionSecurity(users, sessions);
    }

    static boolean isEncrypted(ChannelHandlerContext ctx) {
        return ctx.pipeline().get(SslHandler.class) != null;
    }

    /** The common name of the client's certificate; null without a certificate. */
    static @Nullable String certifiedName(ChannelHandlerContext ctx) {
        SslHandler handler = ctx.pipeline().get(SslHandler.class);
        if (handler == null) {
            return null;
        }
        try {
            X509Certificate shown =
                    (X509Certificate) handler.engine().getSession().getPeerCertificates()[0];
            for (Rdn part : new LdapName(shown.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    return part.getValue().toString();
                }
            }
            return null;
        } catch (SSLPeerUnverifiedException | InvalidNameException e) {
            // No certificate, or one without a readable name.
            return null;
        }
    }
}
