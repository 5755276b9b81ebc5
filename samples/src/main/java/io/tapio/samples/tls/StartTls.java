package io.tapio.samples.tls;

import io.tapio.context.Context;
import io.tapio.filter.Filter;
import io.tapio.line.Line;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.tls.TlsClient;
import io.tapio.tls.TlsServer;
import io.tapio.upgrade.SessionUpgrade;
import io.tapio.upgrade.Upgrade;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lines in plain text, until the client asks for TLS: the next byte on the connection is then one of a handshake. */
final class StartTls {
    private static final String REQUEST = "STARTTLS";

    private StartTls() {}

    static ServerProtocol<String, String> server(TlsServer tls, Service<String, String> secret) {
        Filter<String, String, String, String> startTls = lines -> (context, line) -> {
            if (!line.equals(REQUEST)) {
                return lines.call(context, line);
            }
            context.get(Upgrade.KEY).ifPresent(upgrade -> upgrade.to(tls.around(Line.server()), secret));
            return CompletableFuture.completedFuture("go ahead");
        };
        return Line.server().withUpgrades(REQUEST::equals).filtered(startTls);
    }

    static CompletionStage<Session<String, String>> ask(Session<String, String> plain, TlsClient tls, String host) {
        return SessionUpgrade.ask(plain, Context.root(), REQUEST, reply -> tls.around(host, Line.client()));
    }
}
