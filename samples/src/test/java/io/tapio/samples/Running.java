package io.tapio.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.ConfigFactory;
import io.tapio.tcp.ServerBinding;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A server of its own actor system on a free port, talked to through a plain socket. */
public record Running(ActorSystem<Void> system, int port) implements AutoCloseable {
    /** What starts a server; {@code Program::start} is one. */
    @FunctionalInterface
    public interface Start {
        CompletionStage<ServerBinding> at(ActorSystem<?> system, String host, int port);
    }

    public static Running of(Start start) throws Exception {
        return of("", start);
    }

    /** @param settings what is different from the defaults, in HOCON */
    public static Running of(String settings, Start start) throws Exception {
        ActorSystem<Void> system = ActorSystem.create(
                Behaviors.empty(), "samples-test", ConfigFactory.load(ConfigFactory.parseString(settings)));
        ServerBinding binding =
                start.at(system, "127.0.0.1", 0).toCompletableFuture().get(10, TimeUnit.SECONDS);
        return new Running(system, binding.localAddress().getPort());
    }

    /** A socket to it that waits ten seconds for a byte, and no longer. */
    public Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** Sends the text, closes this side, and returns all that comes until the server closes the other. */
    public String answerTo(String text) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(text.getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
