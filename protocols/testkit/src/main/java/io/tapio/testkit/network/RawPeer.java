package io.tapio.testkit.network;

import java.nio.charset.StandardCharsets;
import org.apache.pekko.util.ByteString;

/**
 * An end of a connection in the hands of a test: it writes and reads bytes, and a protocol is at the other end. It
 * reads nothing by itself, so that a test can be a slow reader.
 */
public interface RawPeer {
    /** Sends the bytes, behind those before, as far as there is room; the rest follows when there is. */
    void write(ByteString bytes);

    /** As {@link #write(ByteString)}, in UTF-8. */
    default void write(String text) {
        write(ByteString.fromArrayUnsafe(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The bytes that wait for room. */
    int unsent();

    /** Takes some or all of what has come; empty if nothing has. Reading makes room for more. */
    ByteString read();

    /** Takes all that has come. */
    default ByteString readAll() {
        ByteString all = ByteString.emptyByteString();
        for (ByteString some = read(); !some.isEmpty(); some = read()) {
            all = all.concat(some);
        }
        return all;
    }

    /** Closes this side when everything is sent; the other may still send. */
    void end();

    /** Breaks the connection off. */
    void reset();

    /** True if the other side has closed, and everything was read. */
    boolean isAtEnd();

    /** True if the connection was broken off. */
    boolean isReset();
}
