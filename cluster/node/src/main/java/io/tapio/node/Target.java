package io.tapio.node;

import com.typesafe.config.Config;
import io.tapio.tcp.TcpClient;
import io.tapio.tls.TlsClient;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorSystem;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A server that the shell calls, by its URI.
 *
 * @param caller how it is spoken to
 * @param tls whether it is spoken behind TLS: its scheme has an {@code s} behind it
 * @param portTold whether the port is the URI's, and not the protocol's usual one
 */
record Target(String scheme, Caller<?, ?> caller, boolean tls, String host, int port, boolean portTold) {
    private static final String BEHIND_TLS = "s";

    /** Whether a word is meant to be one. */
    static boolean isMeantBy(String word) {
        return word.contains("://");
    }

    static Target of(String text, Config config, CommandSpec spec) {
        URI uri = uri(text, spec);
        String scheme = String.valueOf(uri.getScheme());
        Optional<Caller<?, ?>> plain = Caller.of(scheme, config);
        Caller<?, ?> caller = plain.or(() -> secured(scheme, config)).orElseThrow(() -> unusable(text, spec));
        int port = uri.getPort() >= 0 ? uri.getPort() : caller.defaultPort();
        if (uri.getHost() == null || port <= 0) {
            throw unusable(text, spec);
        }
        return new Target(scheme, caller, plain.isEmpty(), uri.getHost(), port, uri.getPort() >= 0);
    }

    private static Optional<Caller<?, ?>> secured(String scheme, Config config) {
        return scheme.endsWith(BEHIND_TLS)
                ? Caller.of(scheme.substring(0, scheme.length() - BEHIND_TLS.length()), config)
                : Optional.empty();
    }

    /** What connects to it. */
    TcpClient client(ActorSystem<?> system) {
        TcpClient client = TcpClient.create(system);
        return tls ? client.withTls(TlsClient.create(system)) : client;
    }

    private static URI uri(String text, CommandSpec spec) {
        try {
            return new URI(text);
        } catch (URISyntaxException fault) {
            throw unusable(text, spec);
        }
    }

    private static ParameterException unusable(String text, CommandSpec spec) {
        String schemes = String.join(", ", Caller.schemes());
        return new ParameterException(
                spec.commandLine(),
                "cannot " + spec.name() + " '" + text + "': write SCHEME://HOST:PORT; schemes are " + schemes
                        + ", and with an s behind it each is spoken behind TLS");
    }
}
