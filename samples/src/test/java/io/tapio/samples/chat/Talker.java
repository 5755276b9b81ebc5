package io.tapio.samples.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapio.samples.Running;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;

/** A member that speaks and hears lines. */
record Talker(Socket socket, BufferedReader in) implements AutoCloseable {
    /** Connected, asked for its name, and welcome. */
    static Talker named(String name, Running chat) throws IOException {
        Talker talker = at(chat);
        talker.hear();
        talker.say(name);
        talker.hear();
        return talker;
    }

    static Talker at(Running chat) throws IOException {
        Socket socket = chat.connect();
        return new Talker(socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)));
    }

    void say(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
    }

    String hear() throws IOException {
        return in.readLine();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
