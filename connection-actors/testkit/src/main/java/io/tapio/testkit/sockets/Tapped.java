package io.tapio.testkit.sockets;

import io.tapio.connection.ConnectionInfo;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.time.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/** Protocols as they are, but for a tap, for one connection. */
final class Tapped {
    private final Timer timer;
    private final Bell bell;
    private final CompletableFuture<ProtocolEnd> end = new CompletableFuture<>();

    Tapped(Timer timer, Bell bell) {
        this.timer = timer;
        this.bell = bell;
    }

    /** Where the protocol stands, as soon as its connection is made. */
    CompletableFuture<ProtocolEnd> end() {
        return end;
    }

    private ProtocolEnd endOf(ConnectionInfo connection) {
        ProtocolEnd made = new ProtocolEnd(connection, timer, bell).watching();
        end.complete(made);
        return made;
    }

    <Q, A> ServerProtocol<Q, A> server(ServerProtocol<Q, A> protocol) {
        return new Server<>(protocol, this);
    }

    <Q, A> ClientProtocol<Q, A> client(ClientProtocol<Q, A> protocol) {
        return new Client<>(protocol, this);
    }

    private record Server<Q, A>(ServerProtocol<Q, A> protocol, Tapped tapped) implements ServerProtocol<Q, A> {
        @Override
        public Flow<ByteString, ByteString, NotUsed> serve(ConnectionInfo connection, Service<Q, A> service) {
            ProtocolEnd end = tapped.endOf(connection);
            return Tap.on(end, protocol.serve(end, service));
        }

        @Override
        public boolean drains() {
            return protocol.drains();
        }
    }

    private record Client<Q, A>(ClientProtocol<Q, A> protocol, Tapped tapped) implements ClientProtocol<Q, A> {
        @Override
        public Flow<ByteString, ByteString, CompletionStage<Session<Q, A>>> open(ConnectionInfo connection) {
            ProtocolEnd end = tapped.endOf(connection);
            return Tap.on(end, protocol.open(end));
        }
    }
}
