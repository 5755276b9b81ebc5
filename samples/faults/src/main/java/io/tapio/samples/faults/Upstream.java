package io.tapio.samples.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a proxy leads to: answers lines, or leaves them without an answer, or reads no more. */
final class Upstream implements AutoCloseable {
    private static final int SMALL_BUFFER = 4096;

    /** What is answered to a line; null for nothing. */
    private final Function<String, @Nullable String> answers;

    /** Whether a connection on which a line was left without an answer is read on. */
    private final boolean readsOn;

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();

    private Upstream(Function<String, @Nullable String> answers, boolean readsOn) throws IOException {
        this.answers = answers;
        this.readsOn = readsOn;
        listener.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
        listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    }

    static Upstream start(Function<String, @Nullable String> answers, boolean readsOn) throws IOException {
        Upstream upstream = new Upstream(answers, readsOn);
        Thread thread = new Thread(upstream::run, "upstream");
        thread.setDaemon(true);
        thread.start();
        return upstream;
    }

    /** Answers the canary, and nobody else. */
    static @Nullable String ping(String line) {
        return line.equals("PING") ? "+PONG" : null;
    }

    /** What leads a proxy here, and lets it keep little in between. */
    List<String> options() throws IOException {
        int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
        return List.of(
                "-Dtapio.samples.proxy.port=" + port,
                "-Dtapio.tcp.client.send-buffer-bytes=4096",
                "-Dtapio.tcp.server.receive-buffer-bytes=4096");
    }

    private void run() {
        try {
            while (listener.isOpen()) {
                selector.select(this::ready);
            }
        } catch (IOException | java.nio.channels.ClosedSelectorException closed) {
            // the end of the trial
        }
    }

    private void ready(SelectionKey key) {
        if (key.isValid() && key.isAcceptable()) {
            accept();
        } else if (key.isValid() && key.attachment() instanceof StringBuilder begun) {
            read(key, (SocketChannel) key.channel(), begun);
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false).register(selector, SelectionKey.OP_READ, new StringBuilder());
            }
        } catch (IOException none) {
            // the peer has gone meanwhile
        }
    }

    private void read(SelectionKey key, SocketChannel channel, StringBuilder begun) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(SMALL_BUFFER);
            if (channel.read(bytes) < 0) {
                channel.close();
                return;
            }
            begun.append(StandardCharsets.US_ASCII.decode(bytes.flip()));
            for (int end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n")) {
                String answer = answers.apply(begun.substring(0, end).strip());
                begun.delete(0, end + 1);
                if (answer != null) {
                    channel.write(ByteBuffer.wrap((answer + "\r\n").getBytes(StandardCharsets.US_ASCII)));
                } else if (!readsOn) {
                    key.interestOps(0);
                }
            }
        } catch (IOException reset) {
            close(channel);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException gone) {
            // as it should be
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
