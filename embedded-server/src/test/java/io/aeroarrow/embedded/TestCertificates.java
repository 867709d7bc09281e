package io.aeroarrow.embedded;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** Certificates of a test: an authority and the certificates that it signed. */
final class TestCertificates {
    private final Path directory;
    private final X509Bundle authority;

    TestCertificates(Path directory) {
        this.directory = directory;
        this.authority = build(new CertificateBuilder().subject("CN=Authority").setIsCertificateAuthority(true), null);
        write("authority.pem", authority.getCertificatePEM());
    }

    Path authority() {
        return directory.resolve("authority.pem");
    }

    /** The certificate of a server with this name, and its key. */
    ServerTls server(String name) {
        X509Bundle issued = issue(name);
        return ServerTls.of(
                write(name + ".pem", issued.getCertificatePathPEM()),
                write(name + ".key", issued.getPrivateKeyPEM()),
                name);
    }

    /** The TLS context of a client; without a name it presents no certificate. */
    SSLContext client(String name) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    name.isEmpty() ? null : issue(name).toKeyManagerFactory().getKeyManagers(),
                    authority.toTrustManagerFactory().getTrustManagers(),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Bundle issue(String name) {
        return build(new CertificateBuilder().subject("CN=" + name).addSanDnsName(name), authority);
    }

    private static X509Bundle build(CertificateBuilder builder, X509Bundle issuer) {
        try {
            return issuer == null ? builder.buildSelfSigned() : builder.buildIssuedBy(issuer);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
