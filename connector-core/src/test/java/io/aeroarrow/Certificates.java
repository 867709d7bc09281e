package io.aeroarrow;

import io.aeroarrow.embedded.ServerTls;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Certificates for tests: an authority, and the certificates it has signed. */
public final class Certificates {

    private final Path directory;
    private final X509Bundle authority;

    /** A certificate chain and its key, in files. */
    public record Issued(X509Bundle bundle, Path certificates, Path key) {

        public ServerTls asServer(String name) {
            return ServerTls.of(certificates, key, name);
        }
    }

    /** An authority whose files are in a directory. */
    public Certificates(Path directory) {
        this.directory = directory;
        authority =
                build(new CertificateBuilder().subject("CN=Authority of a test").setIsCertificateAuthority(true), null);
        write("authority.pem", authority.getCertificatePEM());
    }

    public Path authority() {
        return directory.resolve("authority.pem");
    }

    /** A certificate for a name, such as a server's. */
    public Issued named(String name) {
        return issue(name, builder -> builder.addSanDnsName(name));
    }

    public Issued issue(String name, UnaryOperator<CertificateBuilder> change) {
        X509Bundle issued = build(change.apply(new CertificateBuilder().subject("CN=" + name)), authority);
        return new Issued(
                issued,
                write(name + ".pem", issued.getCertificatePathPEM()),
                write(name + ".key", issued.getPrivateKeyPEM()));
    }

    /** The key of a certificate, encrypted. */
    public Path encrypted(Issued issued, String password) {
        String algorithm = "PBEWithSHA1AndDESede";
        try {
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())));
            byte[] key = issued.bundle().getKeyPair().getPrivate().getEncoded();
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(cipher.getParameters(), cipher.doFinal(key));
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(info.getEncoded());
            return write(
                    "encrypted.key",
                    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + text + "\n-----END ENCRYPTED PRIVATE KEY-----\n");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key store with a certificate and its key. */
    public Path keyStore(Issued issued, String password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "key",
                    issued.bundle().getKeyPair().getPrivate(),
                    password.toCharArray(),
                    issued.bundle().getCertificatePathWithRoot());
            return write("identity.p12", store, password);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key store that trusts the authority. */
    public Path trustStore(String password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", authority.getCertificate());
            return write("trust.p12", store, password);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Bundle build(CertificateBuilder builder, X509Bundle issuer) {
        try {
            return issuer == null ? builder.buildSelfSigned() : builder.buildIssuedBy(issuer);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Path write(String name, KeyStore store, String password) throws GeneralSecurityException, IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file;
    }

    /** A file with a text in it. */
    public Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
