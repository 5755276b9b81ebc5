package io.tapio.tls;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** The engines that there are. */
final class EngineProviders {
    private static final TlsEngineProvider JDK = new JdkEngines();
    private static final TlsEngineProvider CONSCRYPT = new ConscryptEngines();
    private static final String AUTO = "auto";
    private static final CurvesOnly CURVES_ONLY = new CurvesOnly();

    private EngineProviders() {}

    /** The one that the settings name; for {@code auto} Conscrypt if it is there, and the JDK's if not. */
    static TlsEngineProvider of(TlsSettings settings) {
        String name = settings.engine();
        if (name.equals(AUTO)) {
            return CONSCRYPT.isAvailable() ? CONSCRYPT : JDK;
        }
        List<TlsEngineProvider> all = Stream.concat(
                        Stream.of(JDK, CONSCRYPT),
                        ServiceLoader.load(TlsEngineProvider.class).stream().map(ServiceLoader.Provider::get))
                .toList();
        TlsEngineProvider named = all.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> TlsFaults.unusable(settings.path() + ".engine is " + name + "; it can be "
                        + all.stream().map(TlsEngineProvider::name).collect(Collectors.joining(", ")) + " or auto"));
        if (!named.isAvailable()) {
            throw TlsFaults.unusable(
                    settings.path() + ".engine is " + name + ", whose library is not there, or does not run here");
        }
        return named;
    }

    /** What an engine may speak. */
    static SSLParameters parameters(SSLEngine engine, TlsSettings settings) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(settings.protocols().toArray(String[]::new));
        List<String> known = List.of(engine.getSupportedCipherSuites());
        settings.ciphers().stream()
                .filter(suite -> !known.contains(suite))
                .findFirst()
                .ifPresent(unknown -> {
                    throw TlsFaults.unusable(
                            settings.path() + ".ciphers has " + unknown + ", which the engine does not know");
                });
        parameters.setCipherSuites(settings.ciphers().toArray(String[]::new));
        parameters.setAlgorithmConstraints(CURVES_ONLY);
        parameters.setApplicationProtocols(settings.alpn().toArray(String[]::new));
        return parameters;
    }
}
