package io.tapio.samples.kv;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One end of a connection to a Redis server, whichever it is; knows just enough of RESP to tell where a reply ends. */
record Peer(OutputStream out, InputStream in) {
    String ask(List<String> words) throws IOException {
        StringBuilder command = new StringBuilder("*" + words.size() + "\r\n");
        words.forEach(word -> command.append('$')
                .append(word.length())
                .append("\r\n")
                .append(word)
                .append("\r\n"));
        send(command.toString());
        return reply();
    }

    void send(String bytes) throws IOException {
        out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
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

    private String reply() throws IOException {
        StringBuilder reply = new StringBuilder(line());
        int length = reply.charAt(0) == '$' || reply.charAt(0) == '*'
                ? Integer.parseInt(reply.substring(1, reply.length() - 2))
                : -1;
        if (reply.charAt(0) == '$' && length >= 0) {
            reply.append(new String(in.readNBytes(length + 2), StandardCharsets.ISO_8859_1));
        }
        for (int i = 0; reply.charAt(0) == '*' && i < length; i++) {
            reply.append(reply());
        }
        return reply.toString();
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
