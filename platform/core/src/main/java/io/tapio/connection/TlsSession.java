package io.tapio.connection;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What the two ends of a connection have agreed on when their TLS handshake was done.
 *
 * @param protocol the version: {@code TLSv1.3}
 * @param cipherSuite its standard name
 * @param alpn the application protocol that both know, if they were asked
 * @param serverName the host that the client has named
 * @param peerCertificates the peer's own first, all of them verified; empty if it has shown none
 */
public record TlsSession(
        String protocol,
        String cipherSuite,
        Optional<String> alpn,
        Optional<String> serverName,
        List<X509Certificate> peerCertificates) {

    /** The name that the peer's certificate has been made out to: {@code CN=worker-7,O=Example}. */
    public Optional<String> peerName() {
        return peerCertificates.stream()
                .findFirst()
                .map(certificate -> certificate.getSubjectX500Principal().getName());
    }
}
