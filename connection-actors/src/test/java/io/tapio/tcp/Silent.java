package io.tapio.tcp;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A listener that does not answer: its backlog is full. */
final class Silent implements AutoCloseable {
    final ServerSocket socket;
    private final List<Socket> fillers = new ArrayList<>();

    Silent(String address, int port) throws IOException {
        socket = new ServerSocket(port, 1, Hosts.address(address));
        for (int i = 0; i < 2; i++) { // a backlog of 1 holds two
            fillers.add(new Socket(socket.getInetAddress(), socket.getLocalPort()));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket filler : fillers) {
            filler.close();
        }
    }
}
