package io.tapio.node;

import com.typesafe.config.Config;
import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A server that the shell calls, by its URI.
 *
 * @param caller how it is spoken to
 * @param portTold whether the port is the URI's, and not the protocol's usual one
 */
record Target(String scheme, Caller<?, ?> caller, String host, int port, boolean portTold) {
    /** Whether a word is meant to be one. */
    static boolean isMeantBy(String word) {
        return word.contains("://");
    }

    static Target of(String text, Config config, CommandSpec spec) {
        URI uri = uri(text, spec);
        String scheme = String.valueOf(uri.getScheme());
        Caller<?, ?> caller = Caller.of(scheme, config).orElseThrow(() -> unusable(text, spec));
        int port = uri.getPort() >= 0 ? uri.getPort() : caller.defaultPort();
        if (uri.getHost() == null || port <= 0) {
            throw unusable(text, spec);
        }
        return new Target(scheme, caller, uri.getHost(), port, uri.getPort() >= 0);
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
                "cannot " + spec.name() + " '" + text + "': write SCHEME://HOST:PORT; schemes are " + schemes);
    }
}
