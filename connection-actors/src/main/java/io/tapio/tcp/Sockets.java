package io.tapio.tcp;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;

/** What is done to sockets whatever becomes of it. */
final class Sockets {
    private Sockets() {}

    /** Makes a channel of a connection ready for its selector. */
    static SocketChannel configured(SocketChannel channel, ConnectionSettings settings) throws IOException {
        channel.configureBlocking(false);
        settings.options().apply(channel);
        return channel;
    }

    /** A reply that was cut short ends with a reset, so that the peer cannot take it for a whole one. */
    static void resetOnClose(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException gone) {
            // there is nobody left to be told
        }
    }

    static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException closed) {
            // it is closed, whatever it says
        }
    }
}
