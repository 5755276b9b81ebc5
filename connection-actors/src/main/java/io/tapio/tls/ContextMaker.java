package io.tapio.tls;

import io.tapio.failure.Failure.Where;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Puts a context together. */
final class ContextMaker {
    private ContextMaker() {}

    static SSLContext make(TlsSettings settings, List<Keys.Entry> keys, Optional<Path> trust, PemFiles files) {
        try {
            SSLContext context = EngineProviders.of(settings).context();
            KeyManager[] keyManagers = {new Keys(keys)};
            context.init(keyManagers, trust(trust, files), null);
            limit(context.getServerSessionContext(), settings);
            limit(context.getClientSessionContext(), settings);
            return context;
        } catch (GeneralSecurityException | IOException thrown) {
            throw TlsFaults.unusable("TLS of " + settings.path() + " cannot be set up: " + thrown.getMessage());
        }
    }

    /**
     * Begins a handshake that nobody goes on with: what the settings have wrong is found before there is a connection,
     * and the classes, of which there are many, are loaded before an event loop would have to.
     */
    static void rehearse(SSLEngine engine) {
        try {
            engine.beginHandshake();
            if (engine.getUseClientMode()) {
                engine.wrap(
                        ByteBuffer.allocate(0),
                        ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
            }
        } catch (SSLException thrown) {
            throw TlsFaults.during(Where.HANDSHAKE, thrown);
        }
    }

    private static void limit(SSLSessionContext sessions, TlsSettings settings) {
        sessions.setSessionCacheSize(settings.sessionCacheSize());
        sessions.setSessionTimeout((int) settings.sessionTimeout().toSeconds());
    }

    /** The JDK's, whatever the engine: they know the host that was meant, and the JDK's own authorities. */
    private static TrustManager[] trust(Optional<Path> file, PemFiles files)
            throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX", "SunJSSE");
        factory.init(file.isPresent() ? authorities(file.get(), files) : null);
        return new TrustManager[] {new AnyEngineTrust((X509ExtendedTrustManager) factory.getTrustManagers()[0])};
    }

    private static KeyStore authorities(Path file, PemFiles files) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (X509Certificate authority : files.pem(file).certificates()) {
            store.setCertificateEntry("authority-" + number++, authority);
        }
        return store;
    }
}
