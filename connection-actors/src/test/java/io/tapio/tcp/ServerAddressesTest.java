package io.tapio.tcp;

import static io.tapio.tcp.Loopback.get;
import static io.tapio.tcp.Loopback.hear;
import static io.tapio.tcp.Loopback.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressesTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "server-addresses");

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    @Test
    void aNameListensAtAllItsAddressesOnOnePort() throws Exception {
        Hosts.assumeSecondLoopback();
        ServerBinding server = get(bind(Hosts.having("127.0.0.1", "127.0.0.2"), "both.example", 0));
        int port = server.localAddress().getPort();

        assertThat(server.localAddresses())
                .containsExactly(new InetSocketAddress("127.0.0.1", port), new InetSocketAddress("127.0.0.2", port));
        for (InetSocketAddress address : server.localAddresses()) {
            assertEchoes(address.getAddress().getHostAddress(), port);
        }

        get(server.terminate(Duration.ofSeconds(1)));
        get(server.whenTerminated());
        assertThat(server.counts().accepted()).isEqualTo(2);
        assertThat(server.counts().open()).isZero();
    }

    @Test
    void unbindingStopsListeningAtAllOfThem() throws Exception {
        Hosts.assumeSecondLoopback();
        ServerBinding server = get(bind(Hosts.having("127.0.0.1", "127.0.0.2"), "both.example", 0));

        get(server.unbind());

        for (InetSocketAddress address : server.localAddresses()) {
            assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()))
                    .isInstanceOf(ConnectException.class);
        }
        get(server.whenTerminated());
    }

    @Test
    void unbindingBeforeTheSelectorHasTheSocketWaitsForIt() throws Exception {
        for (int round = 0; round < 300; round++) {
            ServerBinding server = get(TcpServer.create(SYSTEM).bind("127.0.0.1", 0, Loopback.CHUNKS, Loopback.ECHO));

            get(server.unbind());

            new ServerSocket(server.localAddress().getPort(), 1, Hosts.address("127.0.0.1")).close();
            get(server.whenTerminated());
        }
    }

    @Test
    void addressesOfANameThatThisMachineHasNotGotAreLeftOut() throws Exception {
        ServerBinding server = get(bind(Hosts.having("198.51.100.1", "127.0.0.1"), "some.example", 0));

        assertThat(server.localAddresses()).containsExactly(server.localAddress());
        assertEchoes("127.0.0.1", server.localAddress().getPort());
        get(server.terminate(Duration.ofSeconds(1)));
    }

    @Test
    void aNameOfWhichNoAddressIsHereIsRefused() {
        assertThat(failure(bind(Hosts.having("198.51.100.1", "198.51.100.2"), "far.example", 0)))
                .hasMessageStartingWith("cannot listen on far.example:0: ");
    }

    @Test
    void aPortInUseAtOneAddressIsRefusedAndTheOthersAreFreeAgain() throws Exception {
        Hosts.assumeSecondLoopback();
        try (ServerSocket taken = new ServerSocket(0, 1, Hosts.address("127.0.0.2"))) {
            int port = taken.getLocalPort();

            assertThat(failure(bind(Hosts.having("127.0.0.1", "127.0.0.2"), "both.example", port)))
                    .hasMessageStartingWith("cannot listen on both.example:" + port + ": ")
                    .hasRootCauseInstanceOf(java.net.BindException.class);

            new ServerSocket(port, 1, Hosts.address("127.0.0.1")).close();
        }
    }

    @Test
    void anUnknownHostIsNamedAndNotLookedUpByTheCaller() {
        CompletableFuture<Thread> lookedUp = new CompletableFuture<>();
        Resolver resolver = new Resolver(Hosts.THREADS, host -> {
            lookedUp.complete(Thread.currentThread());
            throw new UnknownHostException(host);
        });

        Failure failure = failure(bind(resolver, "nowhere.example", 7));

        assertThat(failure.where()).isEqualTo(Where.CONNECT);
        assertThat(failure).hasMessage("cannot listen on nowhere.example:7: the host is unknown");
        assertThat(get(lookedUp)).isNotEqualTo(Thread.currentThread());
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "[::1]"})
    void anAddressOfIpv6IsTakenWithBracketsAndWithout(String host) throws Exception {
        Hosts.assumeIpv6();
        ServerBinding server = get(TcpServer.create(SYSTEM).bind(host, 0, Loopback.CHUNKS, Loopback.ECHO));

        assertEchoes("::1", server.localAddress().getPort());
        get(server.terminate(Duration.ofSeconds(1)));
    }

    @Test
    void allAddressesOfIpv6AreThoseOfIpv4Too() throws Exception {
        Hosts.assumeIpv6();
        ServerBinding server = get(TcpServer.create(SYSTEM).bind("::", 0, Loopback.CHUNKS, Loopback.ECHO));

        for (String address : List.of("127.0.0.1", "::1")) {
            assertEchoes(address, server.localAddress().getPort());
        }
        get(server.terminate(Duration.ofSeconds(1)));
    }

    @Test
    void allAddressesOfIpv4AreNoneOfIpv6() throws Exception {
        Hosts.assumeIpv6();
        ServerBinding server = get(TcpServer.create(SYSTEM).bind("0.0.0.0", 0, Loopback.CHUNKS, Loopback.ECHO));
        int port = server.localAddress().getPort();

        assertEchoes("127.0.0.1", port);
        assertThatThrownBy(() -> new Socket("::1", port)).isInstanceOf(ConnectException.class);
        get(server.terminate(Duration.ofSeconds(1)));
    }

    private static CompletionStage<ServerBinding> bind(Resolver resolver, String host, int port) {
        return TcpServer.create(SYSTEM).withResolver(resolver).bind(host, port, Loopback.CHUNKS, Loopback.ECHO);
    }

    private static void assertEchoes(String address, int port) throws IOException {
        try (Socket client = new Socket(address, port)) {
            say(client, "hello");
            assertThat(hear(client, 5)).isEqualTo("hello");
        }
    }

    private static Failure failure(CompletionStage<?> stage) {
        return Failure.of(get(stage.handle((value, thrown) -> thrown)));
    }
}
