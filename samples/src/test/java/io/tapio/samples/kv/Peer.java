package io.tapio.samples.kv;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One end of a connection to a Redis server, whichever it is; knows just enough of RESP to tell where a reply ends. */
record Peer(OutputStream out, InputStream in) {
    String ask(List<String> words) throws IOException {
        send(bytes(words));
        return reply();
    }

    /** A command as it is sent. */
    static String bytes(List<String> words) {
        StringBuilder command = new StringBuilder("*" + words.size() + "\r\n");
        words.forEach(word -> command.append('$')
                .append(word.length())
                .append("\r\n")
                .append(word)
                .append("\r\n"));
        return command.toString();
    }

    void send(String bytes) throws IOException {
        out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    void sendUnchecked(String bytes) {
        try {
            send(bytes);
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }

    /** The replies that one of several consists of; empty if it has none. */
    static List<String> items(String reply) {
        int head = reply.indexOf('\n') + 1;
        byte[] rest = reply.substring(head).getBytes(StandardCharsets.ISO_8859_1);
        Peer peer = new Peer(OutputStream.nullOutputStream(), new ByteArrayInputStream(rest));
        List<String> items = new ArrayList<>();
        try {
            for (int left = count(reply.substring(0, head)); left > 0; left--) {
                items.add(peer.reply());
            }
        } catch (IOException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
        return items;
    }

    /** Everything that comes until the server closes, for whatever reason. */
    String rest() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                all.write(next);
            }
        } catch (IOException closedForAReason) {
            // the reason is for the server's log
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** No more will be sent; not an error if the server closed first. */
    void end() {
        try {
            out.close();
        } catch (IOException alreadyClosed) {
            // what it said before that can still be read
        }
    }

    /** The next reply, whole. */
    String reply() throws IOException {
        StringBuilder reply = new StringBuilder(line());
        int bytes = "$=".indexOf(reply.charAt(0)) >= 0 ? length(reply.toString()) : -1;
        if (bytes >= 0) {
            reply.append(new String(in.readNBytes(bytes + 2), StandardCharsets.ISO_8859_1));
            return reply.toString();
        }
        for (int left = count(reply.toString()); left > 0; left--) {
            reply.append(reply());
        }
        return reply.toString();
    }

    /** The number of replies behind a first line. */
    private static int count(String head) {
        return switch (head.charAt(0)) {
            case '*', '~', '>' -> length(head);
            case '%' -> 2 * length(head);
            default -> 0;
        };
    }

    private static int length(String head) {
        return Integer.parseInt(head.substring(1, head.length() - 2));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int last = 0, next = in.read(); ; last = next, next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed inside a reply");
            }
            line.write(next);
            if (last == '\r' && next == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1);
            }
        }
    }
}
