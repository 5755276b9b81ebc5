package io.tapio.samples.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Many connections of one kind. */
final class Peers implements AutoCloseable {
    /** What the operating system makes of it is a few kilobytes: a peer that does not read is soon full. */
    private static final int SMALL_BUFFER = 4096;

    private final List<SocketChannel> channels;

    private Peers(List<SocketChannel> channels) {
        this.channels = channels;
    }

    static Peers connect(int count, int port) throws IOException {
        List<SocketChannel> channels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SMALL_BUFFER);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channels.add(channel);
        }
        return new Peers(channels);
    }

    List<SocketChannel> channels() {
        return channels;
    }

    void send(String text) throws IOException {
        for (SocketChannel channel : channels) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** Those that have been answered since the last time. */
    List<Socket> answered() throws IOException {
        List<Socket> answered = new ArrayList<>();
        for (SocketChannel channel : channels) {
            channel.configureBlocking(false);
            if (channel.read(ByteBuffer.allocate(1024)) > 0) {
                answered.add(channel.socket());
            }
            channel.configureBlocking(true);
        }
        return answered;
    }

    /** Sends as much as the other end takes in so many seconds. */
    long fill(int seconds) throws IOException, InterruptedException {
        byte[] line = "hello\r\n".repeat(150).getBytes(StandardCharsets.US_ASCII);
        long all = 0;
        for (int i = 0; i < seconds; i++) {
            for (SocketChannel channel : channels) {
                channel.configureBlocking(false);
                for (int n = channel.write(ByteBuffer.wrap(line)); n > 0; n = channel.write(ByteBuffer.wrap(line))) {
                    all += n;
                }
            }
            Thread.sleep(1_000);
        }
        return all;
    }

    void halfClose() throws IOException {
        for (SocketChannel channel : channels) {
            channel.shutdownOutput();
        }
    }

    /** Ends each with a reset. */
    void reset() throws IOException {
        for (SocketChannel channel : channels) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        close();
    }

    /** How many of them the server has ended, in whichever way; reads what has come. */
    int ended() {
        int ended = 0;
        for (SocketChannel channel : channels) {
            try {
                channel.configureBlocking(false);
                ByteBuffer room = ByteBuffer.allocate(1024);
                int read = channel.read(room);
                for (; read > 0; read = channel.read(room.clear())) {
                    // what came before its end
                }
                ended += read < 0 ? 1 : 0;
            } catch (IOException reset) {
                ended++;
            }
        }
        return ended;
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
