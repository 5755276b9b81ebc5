package io.tapio.tcp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the sockets of one binding: one for each address of a host, all on the same port. Addresses of a name that this
 * machine has not got are left out, as {@code localhost} is often one of IPv6 where there is no IPv6.
 */
final class ListeningSockets {
    /** Times that the operating system is asked for a port which is free at all addresses. */
    private static final int TRIES = 8;

    private final TcpServerSettings settings;

    ListeningSockets(TcpServerSettings settings) {
        this.settings = settings;
    }

    /** One at least; {@code port} may be 0. */
    List<ServerSocketChannel> open(List<InetAddress> addresses, int port) throws IOException {
        settings.connection().options().tryOut();
        for (int tries = 1; ; tries++) {
            try {
                return openAll(addresses, port);
            } catch (IOException taken) {
                if (port != 0 || addresses.size() == 1 || tries == TRIES) {
                    throw taken;
                }
            }
        }
    }

    private List<ServerSocketChannel> openAll(List<InetAddress> addresses, int port) throws IOException {
        List<ServerSocketChannel> sockets = new ArrayList<>();
        try {
            openAll(addresses, port, sockets);
            return sockets;
        } catch (IOException | RuntimeException thrown) {
            sockets.forEach(Sockets::close);
            throw thrown;
        }
    }

    private void openAll(List<InetAddress> addresses, int asked, List<ServerSocketChannel> sockets) throws IOException {
        int port = asked;
        IOException notHere = null;
        for (InetAddress address : addresses) {
            try {
                ServerSocketChannel socket = listening(new InetSocketAddress(address, port));
                sockets.add(socket);
                port = socket.socket().getLocalPort();
            } catch (IOException thrown) {
                if (addresses.size() == 1 || isHere(address)) {
                    throw thrown;
                }
                notHere = thrown;
            }
        }
        if (sockets.isEmpty() && notHere != null) {
            throw notHere;
        }
    }

    /** IPv4 on a socket of its own family: on one of both, Java would make all addresses of IPv6 of {@code 0.0.0.0}. */
    private ServerSocketChannel listening(InetSocketAddress address) throws IOException {
        ServerSocketChannel socket = address.getAddress() instanceof Inet4Address
                ? ServerSocketChannel.open(StandardProtocolFamily.INET)
                : ServerSocketChannel.open();
        try {
            settings.connection().options().beforeBinding(socket);
            socket.configureBlocking(false);
            return socket.bind(address, settings.backlog());
        } catch (UnsupportedAddressTypeException noIpv6) {
            Sockets.close(socket);
            throw new SocketException("Address family not supported here");
        } catch (IOException | RuntimeException thrown) {
            Sockets.close(socket);
            throw thrown;
        }
    }

    /** Whether it is the port alone that cannot be had. */
    private boolean isHere(InetAddress address) {
        try {
            Sockets.close(listening(new InetSocketAddress(address, 0)));
            return true;
        } catch (IOException thrown) {
            return false;
        }
    }
}
