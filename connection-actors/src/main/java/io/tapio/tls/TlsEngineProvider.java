package io.tapio.tls;

import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/**
 * Where the cryptography comes from. The JDK's and Conscrypt's are here already; others are found by
 * {@link java.util.ServiceLoader} and chosen by their name: {@code tapio.tls.server.engine}.
 */
public interface TlsEngineProvider {
    String name();

    /** Whether its library is there, with all that it needs on this machine. */
    boolean isAvailable();

    /** A new context, not initialised. */
    SSLContext context() throws GeneralSecurityException;
}
