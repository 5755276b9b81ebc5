package io.tapio.testkit.sockets;

import io.tapio.failure.Failure;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.stack.StandardStack;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpClient;
import io.tapio.tcp.TcpServer;
import io.tapio.testkit.dispatch.Wiring;
import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.network.Side;
import io.tapio.testkit.network.Trace;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.time.VirtualTimer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/** Connections of TCP on loopback. Bytes of the test's move when it settles. */
final class SocketWiring implements Wiring {
    private static final String HOST = InetAddress.getLoopbackAddress().getHostAddress();
    private static final Duration LONG = Duration.ofDays(1);

    private final ActorSystem<?> system;
    private final NetworkSettings settings;
    private final RandomGenerator random;
    private final Bell bell = new Bell();
    private final VirtualTimer timer = new VirtualTimer();
    private final Trace trace = new Trace();
    private final List<Link> links = new ArrayList<>();
    private final List<Relay> relays = new ArrayList<>();
    private final List<ServerBinding> bindings = new ArrayList<>();
    private int sockets;
    private long moves;

    SocketWiring(ActorSystem<?> system, Seed seed, NetworkSettings settings) {
        this.system = system;
        this.settings = settings;
        random = seed.random();
    }

    // -- connections

    @Override
    public <Q, A> Served serve(ServerProtocol<Q, A> protocol, Service<Q, A> service) {
        Server server = bind(protocol, service);
        return new Served(server.link.raw(), server.link.end().closed(), server::drain);
    }

    @Override
    public <Q, A> Opened<Q, A> open(ClientProtocol<Q, A> protocol) {
        Client<Q, A> client = connect(protocol);
        return new Opened<>(client.link.raw(), await(client.session, "the session"));
    }

    @Override
    public <Q, A> Joined<Q, A> join(
            ClientProtocol<Q, A> protocol, ServerProtocol<Q, A> serverProtocol, Service<Q, A> service) {
        Server server = bind(serverProtocol, service);
        Client<Q, A> client = connect(protocol);
        relays.add(new Relay(client.link.raw(), server.link.raw(), settings, random));
        return new Joined<>(await(client.session, "the session"), server::drain, () -> {
            client.link.raw().reset();
            server.link.raw().reset();
        });
    }

    private record Server(ServerBinding binding, Link link) {
        void drain() {
            link.toDrain();
            binding.terminate(LONG);
        }
    }

    private record Client<Q, A>(CompletionStage<Session<Q, A>> session, Link link) {}

    private <Q, A> Server bind(ServerProtocol<Q, A> protocol, Service<Q, A> service) {
        Tapped tapped = new Tapped(timer, bell);
        ServerBinding binding = await(
                TcpServer.create(system)
                        .withStack(stack -> StandardStack.none())
                        .bind(HOST, 0, tapped.server(protocol), service),
                "a server that listens");
        bindings.add(binding);
        try {
            SocketChannel channel = Windows.small(SocketChannel.open());
            channel.connect(binding.localAddress());
            return new Server(binding, link(raw(Side.CLIENT, channel), tapped));
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }

    private <Q, A> Client<Q, A> connect(ClientProtocol<Q, A> protocol) {
        Tapped tapped = new Tapped(timer, bell);
        try (ServerSocketChannel listener = Windows.small(ServerSocketChannel.open())) {
            listener.bind(new InetSocketAddress(HOST, 0));
            int port = listener.socket().getLocalPort();
            CompletionStage<Session<Q, A>> session = TcpClient.create(system)
                    .withStack(stack -> StandardStack.none())
                    .connect(HOST, port, tapped.client(protocol));
            return new Client<>(session, link(raw(Side.SERVER, Windows.small(accepted(listener))), tapped));
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }

    private static SocketChannel accepted(ServerSocketChannel listener) throws IOException {
        listener.socket().setSoTimeout((int) Bell.PATIENCE.toMillis());
        return listener.socket().accept().getChannel();
    }

    private RawSocket raw(Side side, SocketChannel channel) throws IOException {
        String name = "#" + ++sockets + " " + (side == Side.CLIENT ? "client" : "server");
        var cutting = new RawSocket.Cutting(random, settings.to(side.other()).largestSegment());
        return new RawSocket(name, channel, bell, cutting, trace);
    }

    private Link link(RawSocket raw, Tapped tapped) {
        Link link = new Link(raw, await(tapped.end(), "a protocol on the connection"));
        links.add(link);
        return link;
    }

    // -- time

    @Override
    public void settle() {
        while (true) {
            long before = steps();
            move();
            links.forEach(link -> link.end().look());
            await(this::isQuiet, "a graph that has done what it was told");
            String awaited = awaited();
            if (steps() != before) { // while it was looked at
                continue;
            } else if (awaited == null) {
                leaveWhatIsOver();
                return;
            }
            await(() -> steps() != before, awaited);
        }
    }

    private void move() {
        links.forEach(link -> moves += link.move() ? 1 : 0);
        relays.forEach(relay -> moves += relay.move() ? 1 : 0);
    }

    /** Grows with all that happens. */
    private long steps() {
        return moves + links.stream().mapToLong(link -> link.end().steps()).sum();
    }

    private void leaveWhatIsOver() {
        links.stream().filter(Link::isOver).forEach(link -> link.raw().close());
        links.removeIf(Link::isOver);
    }

    private boolean isQuiet() {
        return links.stream().allMatch(link -> link.end().isQuiet());
    }

    private @Nullable String awaited() {
        return links.stream()
                .map(Link::awaited)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private <T> T await(CompletionStage<T> stage, String what) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        future.whenComplete((value, thrown) -> bell.ring());
        await(future::isDone, what);
        try {
            return future.join();
        } catch (CompletionException failed) {
            throw Failure.of(failed);
        }
    }

    private void await(BooleanSupplier happened, String what) {
        long deadline = System.nanoTime() + Bell.PATIENCE.toNanos();
        for (move(); !happened.getAsBoolean(); move()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("in " + Bell.PATIENCE.toSeconds() + " s did not come: " + what);
            }
            bell.await(happened, deadline);
        }
    }

    @Override
    public int windowFromPeer() {
        return Windows.here().fromPeer();
    }

    @Override
    public int windowToPeer() {
        return Windows.here().toPeer();
    }

    @Override
    public String story() {
        return trace.toString();
    }

    /** Whatever a law has left behind ends when its peer is gone. */
    @Override
    public void close() {
        try (bell) {
            links.forEach(link -> link.raw().reset());
            settle();
        } finally {
            bindings.forEach(binding -> binding.terminate(Duration.ZERO));
        }
    }
}
