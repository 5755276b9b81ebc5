package io.tapio.tls;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.net.ssl.SSLContext;
import org.conscrypt.Conscrypt;

/**
 * Those of Conscrypt, which are BoringSSL's, if {@code org.conscrypt:conscrypt-openjdk-uber} is on the class path. They
 * know no Ed25519 certificates.
 */
final class ConscryptEngines implements TlsEngineProvider {
    @Override
    public String name() {
        return "conscrypt";
    }

    @Override
    public boolean isAvailable() {
        try {
            return Conscrypt.isAvailable();
        } catch (LinkageError notThere) {
            return false;
        }
    }

    @Override
    public SSLContext context() throws GeneralSecurityException {
        return SSLContext.getInstance("TLS", Library.PROVIDER);
    }

    /** Loaded with the first context. */
    private static final class Library {
        static final Provider PROVIDER = Conscrypt.newProvider();
    }
}
