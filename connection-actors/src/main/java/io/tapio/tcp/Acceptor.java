package io.tapio.tcp;

import io.tapio.selector.ChannelEvents;
import io.tapio.selector.Registration;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * Takes connections from a listening socket, as far as the {@link AcceptGate} lets it, and hands them on. Belongs to
 * the listener.
 */
final class Acceptor implements ChannelEvents {
    /** Connections taken from the backlog before other actors get their turn. */
    private static final int BATCH = 16;

    private final ServerSocketChannel socket;
    private final AcceptGate gate;
    private final Consumer<SocketChannel> accepted;
    private @Nullable Registration registration;
    private @Nullable CompletableFuture<Done> closed;

    Acceptor(ServerSocketChannel socket, AcceptGate gate, Consumer<SocketChannel> accepted) {
        this.socket = socket;
        this.gate = gate;
        this.accepted = accepted;
    }

    @Override
    public void registered(Registration registration) {
        this.registration = registration;
        wantMore();
    }

    /** Asks to be told of connections that wait, even if there is no room: only then is anybody held up. */
    void wantMore() {
        if (registration != null && closed == null) {
            registration.enable(SelectionKey.OP_ACCEPT);
        }
    }

    @Override
    public void acceptable() {
        if (!gate.isOpen()) {
            return;
        }
        try {
            for (int i = 0; i < BATCH && gate.hasRoom(); i++) {
                SocketChannel channel = socket.accept();
                if (channel == null) {
                    break;
                }
                take(channel);
            }
            wantMore();
        } catch (IOException thrown) {
            gate.failed(thrown);
        }
    }

    private void take(SocketChannel channel) throws IOException {
        if (gate.accepted(channel.getRemoteAddress())) {
            accepted.accept(channel);
        } else {
            Sockets.close(channel);
        }
    }

    /** Closes the socket once, and tells when the operating system has it back. */
    CompletableFuture<Done> close() {
        if (closed == null) {
            CompletableFuture<Done> done = new CompletableFuture<>();
            closed = done;
            if (registration != null) {
                registration.close(() -> done.complete(Done.getInstance()));
            } else {
                Sockets.close(socket); // nobody selects it yet
                done.complete(Done.getInstance());
            }
        }
        return closed;
    }
}
