package io.tapio.samples.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A peer that sends requests in packets of eight, each with a number of its own, and keeps which were answered. */
final class Asker implements AutoCloseable {
    private static final int PACKET = 8;

    private final String name;
    private final String form;
    private final Socket socket;
    private final Thread thread = new Thread(this::ask, "asker");
    private final List<String> answered = new ArrayList<>();
    private List<String> waiting = List.of();
    private int answeredOfPacket;
    private long sent;
    private boolean reset;

    private Asker(String name, String form, Socket socket) {
        this.name = name;
        this.form = form;
        this.socket = socket;
    }

    /** @param form what makes a request of an id */
    static Asker start(int number, int port, String form) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        Asker asker = new Asker("id-" + number + "-", form, socket);
        asker.thread.setDaemon(true);
        asker.thread.start();
        return asker;
    }

    private void ask() {
        try {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (long id = 0; ; id += PACKET) {
                send(id);
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.startsWith("id-")) {
                        answered.add(line);
                        if (++answeredOfPacket == PACKET) {
                            break;
                        }
                    }
                }
                if (answeredOfPacket < PACKET) {
                    return; // the server has closed
                }
                Thread.sleep(1);
            }
        } catch (IOException thrown) {
            reset = true;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(long first) throws IOException {
        List<String> packet = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (long id = first; id < first + PACKET; id++) {
            packet.add(name + id);
            text.append(form.formatted(name + id)).append("\r\n");
        }
        waiting = packet;
        answeredOfPacket = 0;
        socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.US_ASCII));
        sent = System.nanoTime();
    }

    /** Waits for its connection to end; what follows is then true. */
    void await() throws InterruptedException {
        thread.join(10_000);
    }

    List<String> answered() {
        return answered;
    }

    boolean isCutInPart() {
        return answeredOfPacket > 0 && answeredOfPacket < PACKET;
    }

    int unanswered() {
        return waiting.size() - answeredOfPacket;
    }

    /** Requests without an answer that were sent, all of them, before this time. */
    int unansweredOf(long time) {
        return sent < time ? unanswered() : 0;
    }

    boolean wasReset() {
        return reset;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
