package io.tapio.samples.tls;

import io.tapio.connection.TlsSession;
import io.tapio.line.Line;
import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;
import io.tapio.service.Session;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpClient;
import io.tapio.tcp.TcpServer;
import io.tapio.tls.ClientAuth;
import io.tapio.tls.TlsClient;
import io.tapio.tls.TlsClientSettings;
import io.tapio.tls.TlsIdentity;
import io.tapio.tls.TlsServer;
import io.tapio.tls.TlsServerSettings;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/** Both ends show a certificate, and the service knows whose call it is. */
final class SecureLines {
    private SecureLines() {}

    static CompletionStage<ServerBinding> serve(ActorSystem<?> system, TlsIdentity identity, Path authorities) {
        TlsServerSettings settings = TlsServerSettings.from(system.settings().config())
                .withIdentity(identity)
                .withClientAuth(ClientAuth.NEED, authorities);
        ServiceFactory<String, String> services = connection -> {
            String name = connection.tls().flatMap(TlsSession::peerName).orElseThrow();
            return CompletableFuture.completedFuture(Service.of(line -> name + " said: " + line));
        };
        return TcpServer.create(system)
                .withTls(TlsServer.create(system, settings))
                .bind("127.0.0.1", 0, Line.server(), services);
    }

    static CompletionStage<Session<String, String>> connect(
            ActorSystem<?> system, int port, TlsIdentity identity, Path authorities) {
        TlsClientSettings settings = TlsClientSettings.from(system.settings().config())
                .withIdentity(identity)
                .withTrustFile(authorities);
        return TcpClient.create(system)
                .withTls(TlsClient.create(system, settings))
                .connect("localhost", port, Line.client());
    }
}
