package io.tapio.tls;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Makes the engines of a server. They are all alike, so what they may speak is put together once. Thread-safe. */
final class ServerEngines {
    private final SSLContext context;
    private final SSLParameters parameters;

    ServerEngines(SSLContext context, TlsServerSettings settings) {
        this.context = context;
        parameters = EngineProviders.parameters(bare(), settings.common());
        parameters.setUseCipherSuitesOrder(true);
        switch (settings.clientAuth()) {
            case NONE -> parameters.setWantClientAuth(false);
            case WANT -> parameters.setWantClientAuth(true);
            case NEED -> parameters.setNeedClientAuth(true);
        }
    }

    SSLEngine next() {
        SSLEngine engine = bare();
        engine.setSSLParameters(parameters);
        return engine;
    }

    private SSLEngine bare() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }
}
