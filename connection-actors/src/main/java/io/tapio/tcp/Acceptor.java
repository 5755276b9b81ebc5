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
    private final CompletableFuture<Done> closed = new CompletableFuture<>();
    private @Nullable Registration registration;
    private boolean closing;

    Acceptor(ServerSocketChannel socket, AcceptGate gate, Consumer<SocketChannel> accepted) {
        this.socket = socket;
        this.gate = gate;
        this.accepted = accepted;
    }

    @Override
    public void registered(Registration registration) {
        this.registration = registration;
        if (closing) {
            close(registration);
        } else {
            wantMore();
        }
    }

    /** True once the selector has answered: it has the socket, and closing is in its hands. */
    boolean isRegistered() {
        return registration != null;
    }

    /** Asks to be told of connections that wait, even if there is no room: only then is anybody held up. */
    void wantMore() {
        if (registration != null && !closing) {
            registration.enable(SelectionKey.OP_ACCEPT);
        }
    }

    @Override
    public void acceptable() {
        if (closing || !gate.isOpen()) {
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

    /**
     * Closes the socket once, and tells when the operating system has it back. If the selector has not answered yet, it
     * may have the socket or not, so its answer is waited for.
     */
    CompletableFuture<Done> close() {
        if (!closing) {
            closing = true;
            if (registration != null) {
                close(registration);
            }
        }
        return closed;
    }

    /** As {@link #close()}, by an owner that hears no answer any more. */
    CompletableFuture<Done> abandon() {
        if (registration == null) {
            Sockets.close(socket);
            closed.complete(Done.getInstance());
        }
        return close();
    }

    private void close(Registration taken) {
        taken.close(() -> closed.complete(Done.getInstance()));
    }
}
