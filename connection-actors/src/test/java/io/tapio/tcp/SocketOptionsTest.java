package io.tapio.tcp;

import static io.tapio.tcp.Loopback.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.tapio.connection.CloseReason;
import io.tapio.failure.Failure;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import jdk.net.ExtendedSocketOptions;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SocketOptionsTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "socket-options");

    private final TcpServer servers = TcpServer.create(SYSTEM);

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    @Test
    void aConnectionsSocketIsAsTheConfigurationSays() throws IOException {
        SocketOptions options = options("""
                no-delay = off
                keep-alive = off
                keep-alive-idle = 30 s
                keep-alive-interval = 1500 ms
                keep-alive-count = 4
                receive-buffer-bytes = 32 KiB
                send-buffer-bytes = 48 KiB
                traffic-class = 16
                reset-on-close = on
                """);

        try (SocketChannel channel = SocketChannel.open()) {
            options.apply(channel);

            assertThat(channel.getOption(StandardSocketOptions.TCP_NODELAY)).isFalse();
            assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isFalse();
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(30);
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL))
                    .as("seconds, of 1500 ms")
                    .isEqualTo(2);
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(4);
            assertThat(channel.getOption(StandardSocketOptions.SO_RCVBUF)).isBetween(32 * 1024, 64 * 1024);
            assertThat(channel.getOption(StandardSocketOptions.SO_SNDBUF)).isBetween(48 * 1024, 96 * 1024);
            assertThat(channel.getOption(StandardSocketOptions.IP_TOS)).isEqualTo(16);
            assertThat(channel.getOption(StandardSocketOptions.SO_LINGER)).isZero();
        }
    }

    @Test
    void whatIsNotSetIsLeftToTheOperatingSystem() throws IOException {
        try (SocketChannel plain = SocketChannel.open();
                SocketChannel ours = SocketChannel.open()) {
            options("").apply(ours);

            for (SocketOption<?> option : plain.supportedOptions()) {
                if (!List.of("TCP_NODELAY", "SO_KEEPALIVE").contains(option.name())) {
                    assertThat(ours.<Object>getOption(any(option)))
                            .as(option.name())
                            .isEqualTo(plain.<Object>getOption(any(option)));
                }
            }
        }
    }

    @Test
    void aListenersSocketHasTheOptionsOfBinding() throws IOException {
        SocketOptions options = options("reuse-address = off, reuse-port = on, receive-buffer-bytes = 32 KiB");

        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            options.beforeBinding(listener);

            assertThat(listener.getOption(StandardSocketOptions.SO_REUSEADDR)).isFalse();
            assertThat(listener.getOption(StandardSocketOptions.SO_REUSEPORT)).isTrue();
            assertThat(listener.getOption(StandardSocketOptions.SO_RCVBUF)).isBetween(32 * 1024, 64 * 1024);
        }
    }

    @Test
    void serversThatAllowItListenOnOnePort() {
        TcpServerSettings shared = servers.settings().withSocketOption(StandardSocketOptions.SO_REUSEPORT, true);
        TcpServer sharing = servers.withSettings(shared);
        try (Loopback one = Loopback.serving(sharing, Loopback.ECHO)) {
            ServerBinding other =
                    get(sharing.bind("127.0.0.1", one.server.localAddress().getPort(), Loopback.CHUNKS, Loopback.ECHO));

            assertThat(other.localAddress()).isEqualTo(one.server.localAddress());
            get(other.terminate(Duration.ofSeconds(1)));
        }
    }

    @Test
    void aConnectionThatIsCutEndsWithAFinOrWithAResetIfThatIsAskedFor() throws Exception {
        TcpServerSettings resetting = servers.settings().withSocketOption(StandardSocketOptions.SO_LINGER, 0);
        try (Loopback plain = Loopback.echoing(SYSTEM);
                Loopback resets = Loopback.serving(servers.withSettings(resetting), Loopback.ECHO);
                Socket finished = plain.connect();
                Socket reset = resets.connect()) {
            assertThat(cutBySilence(plain)).isEqualTo(CloseReason.Kind.FIRST_BYTE_TIMEOUT);
            assertThat(cutBySilence(resets)).isEqualTo(CloseReason.Kind.FIRST_BYTE_TIMEOUT);

            assertThat(finished.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> reset.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void anOptionThatCannotBeHadFailsTheBindAndTheConnect() {
        TcpClient clients = TcpClient.create(SYSTEM);
        var bound = servers.withSettings(servers.settings().withSocketOption(StandardSocketOptions.IP_TOS, 300))
                .bind("127.0.0.1", 0, Loopback.CHUNKS, Loopback.ECHO);
        var connected = clients.withSettings(clients.settings().withSocketOption(StandardSocketOptions.IP_TOS, 300))
                .<String, String>connect("127.0.0.1", 1, connection -> {
                    throw new AssertionError("no connection is made");
                });

        assertThat(failure(bound)).hasMessageContaining("the socket option IP_TOS cannot be 300");
        assertThat(failure(connected)).hasMessageContaining("the socket option IP_TOS cannot be 300");
    }

    @Test
    void whatTheOperatingSystemRefusesIsNamed() throws IOException {
        SocketOptions options = options("keep-alive-idle = 365 days");

        try (SocketChannel channel = SocketChannel.open()) {
            assertThatThrownBy(() -> options.apply(channel))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the socket option TCP_KEEPIDLE cannot be 31536000: ");
        }
    }

    @Test
    void lingeringIsRefusedBecauseItWouldHoldTheLoop() {
        assertThatThrownBy(() -> servers.settings().withSocketOption(StandardSocketOptions.SO_LINGER, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SO_LINGER of 5 s would hold the event loop");
    }

    private static CloseReason.Kind cutBySilence(Loopback server) throws Exception {
        return server.reasonAfter(Duration.ofSeconds(5), server.accepted()).kind();
    }

    private static SocketOptions options(String keys) {
        var config =
                ConfigFactory.parseString("tapio.tcp.server {\n" + keys + "\n}").withFallback(ConfigFactory.load());
        return TcpServerSettings.from(config).connection().options();
    }

    private static Failure failure(java.util.concurrent.CompletionStage<?> stage) {
        return Failure.of(get(stage.handle((value, thrown) -> thrown)));
    }

    @SuppressWarnings("unchecked")
    private static SocketOption<Object> any(SocketOption<?> option) {
        return (SocketOption<Object>) option;
    }
}
