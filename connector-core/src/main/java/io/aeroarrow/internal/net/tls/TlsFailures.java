package io.aeroarrow.internal.net.tls;

import io.aeroarrow.error.TlsException;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.TlsConfig;
import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Explains why TLS with a node failed, and what to do. */
public record TlsFailures(HostAddress address, TlsConfig config) {

    private static final Pattern ALERT = Pattern.compile("(?i)received fatal alert: ([a-z_]+)");

    private static final Set<String> ABOUT_CERTIFICATES = Set.of(
            "certificate_required",
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "access_denied");

    /** The error of a handshake that failed. */
    public TlsException ofHandshake(Throwable cause) {
        TlsException known = ofBroken(cause);
        return known != null
                ? known
                : new TlsException(
                        address + " closed the connection during the TLS handshake; is it the TLS port"
                                + " (tls-port, usually 4333)?",
                        cause);
    }

    /**
     * The error of a broken connection if TLS is the cause, else null. In TLS 1.3, a node rejects the client only after
     * the handshake.
     */
    public @Nullable TlsException ofBroken(Throwable cause) {
        String why = null;
        for (Throwable next = cause; next != null && why == null; next = next.getCause()) {
            why = reason(next);
        }
        return why == null ? null : new TlsException(why, cause);
    }

    private @Nullable String reason(Throwable cause) {
        if (cause instanceof NotSslRecordException) {
            return address + " does not speak TLS; is it the TLS port (tls-port, usually 4333)?";
        }
        if (cause instanceof SSLException) {
            Matcher alert = ALERT.matcher(String.valueOf(cause.getMessage()));
            return alert.find() ? alerted(alert.group(1)) : plain(cause);
        }
        return cause instanceof CertificateException || cause instanceof CertPathValidatorException
                ? certificate(cause)
                : null;
    }

    /** The message of a TLS error without a cause. */
    private @Nullable String plain(Throwable cause) {
        return cause.getCause() == null && cause.getClass() != SSLException.class
                ? "TLS with " + address + " failed: " + cause.getMessage()
                : null;
    }

    private String certificate(Throwable cause) {
        Throwable root = cause;
        boolean path = isAboutPath(root);
        while (root.getCause() != null) {
            root = root.getCause();
            path |= isAboutPath(root);
        }
        if (root instanceof CertificateExpiredException) {
            return "the certificate of " + address + " has expired (" + root.getMessage()
                    + "); the node needs a new one";
        }
        if (root instanceof CertificateNotYetValidException) {
            return "the certificate of " + address + " is not valid yet (" + root.getMessage()
                    + "); check the clocks of node and client";
        }
        if (path) {
            return "the certificate of " + address + " is not signed by an authority that the client trusts; add the" + " certificate"
                    + " of its authority to the trusted ones (" + root.getMessage() + ")";
        }
        return "the certificate of " + address + " is not for '" + address.certificateName() + "' (" + root.getMessage()
                + "); if the node has another tls-name, name it in the seed: host:tls-name:port";
    }

    /** Whether the certificate chain is invalid, as opposed to a wrong name. */
    private static boolean isAboutPath(Throwable cause) {
        return cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException;
    }

    private String alerted(String alert) {
        boolean anonymous = config.identity() instanceof TlsConfig.Identity.Anonymous;
        if (ABOUT_CERTIFICATES.contains(alert)) {
            return anonymous
                    ? address + " requires a client certificate, and none is configured (" + alert
                            + "); set one with withCertificate or withKeyStore"
                    : address + " refuses the client's certificate (" + alert
                            + "); it must be valid and signed by an authority that the node trusts";
        }
        return address + " refuses TLS (" + alert + ") with protocols " + config.protocols() + " and "
                + (config.ciphers().isEmpty() ? "the JDK's ciphers" : "ciphers " + config.ciphers())
                + "; client and node must share one of each"
                // TLS 1.2 servers send this alert also to clients without a certificate.
                + (anonymous ? ", or the node requires a client certificate, and none is configured" : "");
    }
}
