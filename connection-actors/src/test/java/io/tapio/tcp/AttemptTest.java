package io.tapio.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.failure.Failure;
import io.tapio.selector.Selectors;
import io.tapio.testkit.time.VirtualTimer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who closes the channel of an attempt. */
class AttemptTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    private final TestProbe<Client.Command> client = KIT.createTestProbe(Client.Command.class);

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aChannelThatNobodyTookIsClosedWithTheAttempt() throws Exception {
        try (ServerSocket server = listening()) {
            ActorRef<Object> attempt = attempt(server.getLocalPort());
            Client.Connected connected = client.expectMessageClass(Client.Connected.class);
            try (Socket peer = server.accept()) {
                KIT.stop(attempt);

                assertThat(peer.getInputStream().read()).isEqualTo(-1);
                assertThat(connected.channel().get()).isNull();
            }
        }
    }

    @Test
    void aChannelThatWasTakenStaysOpen() throws Exception {
        try (ServerSocket server = listening()) {
            ActorRef<Object> attempt = attempt(server.getLocalPort());
            try (SocketChannel taken = client.expectMessageClass(Client.Connected.class)
                            .channel()
                            .getAndSet(null);
                    Socket peer = server.accept()) {
                KIT.stop(attempt);

                assertThat(taken.isOpen()).isTrue();
                assertThat(taken.getLocalAddress()).isEqualTo(peer.getRemoteSocketAddress());
            }
        }
    }

    @Test
    void anAttemptThatIsRefusedSaysWhyAndEnds() throws Exception {
        int port;
        try (ServerSocket server = listening()) {
            port = server.getLocalPort();
        }

        ActorRef<Object> attempt = attempt(port);

        assertThat(client.expectMessageClass(Client.Refused.class).why()).hasMessage("Connection refused");
        client.expectTerminated(attempt);
    }

    private ActorRef<Object> attempt(int port) {
        TcpClientSettings settings =
                TcpClientSettings.from(KIT.system().settings().config());
        Consumer<Failure> nobody = failure -> {};
        Client.Plan plan = new Client.Plan(
                "127.0.0.1",
                port,
                settings,
                new Conversation.Joining(
                        Optional.empty(), "127.0.0.1", new CompletableFuture<>(), new CompletableFuture<>()),
                Resolver.of(KIT.system().classicSystem()),
                Selectors.get(KIT.system()).next(),
                "out-1",
                new VirtualTimer(),
                nobody);
        return KIT.spawn(Attempt.create(
                plan, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), List.of(), client.ref()));
    }

    private static ServerSocket listening() throws Exception {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }
}
