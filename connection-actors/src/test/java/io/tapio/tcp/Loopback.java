package io.tapio.tcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.testkit.time.VirtualTimer;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/** A server on a port of its own, in virtual time, and plain sockets to it. */
final class Loopback implements AutoCloseable {
    /** Hands each chunk of bytes to the service, one after the other. */
    static final ServerProtocol<ByteString, ByteString> CHUNKS = (connection, service) ->
            Flow.of(ByteString.class).mapAsync(1, bytes -> service.call(Context.root(connection.timer()), bytes));

    static final Service<ByteString, ByteString> ECHO = Service.of(bytes -> bytes);

    private static final int PATIENCE = 20;

    final VirtualTimer time = new VirtualTimer();
    final BlockingQueue<ConnectionInfo> opened = new LinkedBlockingQueue<>();
    final ServerBinding server;

    private Loopback(
            TcpServer servers,
            ServerProtocol<ByteString, ByteString> protocol,
            Service<ByteString, ByteString> service) {
        server = get(servers.withTimer(time).bind("127.0.0.1", 0, protocol, connection -> {
            opened.add(connection);
            return CompletableFuture.completedFuture(service);
        }));
    }

    static Loopback echoing(ClassicActorSystemProvider system) {
        return serving(TcpServer.create(system), ECHO);
    }

    static Loopback serving(TcpServer servers, Service<ByteString, ByteString> service) {
        return new Loopback(servers, CHUNKS, service);
    }

    static Loopback speaking(TcpServer servers, ServerProtocol<ByteString, ByteString> protocol) {
        return new Loopback(servers, protocol, ECHO);
    }

    Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.localAddress().getPort());
        socket.setSoTimeout(PATIENCE * 1000);
        return socket;
    }

    /** The server's end of the connection made last. */
    ConnectionInfo accepted() throws InterruptedException {
        ConnectionInfo connection = opened.poll(PATIENCE, SECONDS);
        assertThat(connection).as("a connection was accepted").isNotNull();
        return connection;
    }

    /**
     * Turns the clock by {@code step} again and again until the connection has ended: it may arm its deadlines late.
     */
    CloseReason reasonAfter(Duration step, ConnectionInfo connection) throws Exception {
        turn(time, step, connection.closed());
        return get(connection.closed());
    }

    /** Turns a clock again and again until the stage is done, well or not: its deadlines may be armed late. */
    static void turn(VirtualTimer time, Duration step, CompletionStage<?> until) throws InterruptedException {
        CompletableFuture<?> done = until.handle((value, thrown) -> thrown).toCompletableFuture();
        for (int i = 0; i < 100 * PATIENCE && !done.isDone(); i++) {
            time.advance(step);
            try {
                done.get(10, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                // again
            } catch (ExecutionException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes());
        socket.getOutputStream().flush();
    }

    static String hear(Socket socket, int bytes) throws IOException {
        return new String(socket.getInputStream().readNBytes(bytes));
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(PATIENCE, SECONDS).join();
    }

    @Override
    public void close() {
        get(server.terminate(Duration.ofSeconds(1)));
    }
}
