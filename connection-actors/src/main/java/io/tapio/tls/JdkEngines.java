package io.tapio.tls;

import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** The JDK's. */
final class JdkEngines implements TlsEngineProvider {
    @Override
    public String name() {
        return "jdk";
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public SSLContext context() throws GeneralSecurityException {
        return SSLContext.getInstance("TLS", "SunJSSE");
    }
}
