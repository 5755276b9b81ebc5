package io.tapio.tls;

import org.apache.pekko.util.ByteString;

/** The peer's bytes are no TLS, or what nobody may send. Has no stack trace: the fault is the peer's. */
final class BadRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int UNEXPECTED_MESSAGE = 10;
    private static final int RECORD_OVERFLOW = 22;
    private static final int SHOWN = 16;

    private final int alert;

    private BadRecord(int alert, String message) {
        super(message, null, false, false);
        this.alert = alert;
    }

    /** The first bytes of all are not those of a record. */
    static BadRecord notTls(byte[] bytes, int from, int to) {
        String shown =
                new String(bytes, from, Math.min(SHOWN, to - from), java.nio.charset.StandardCharsets.ISO_8859_1);
        boolean text = shown.chars().allMatch(c -> c >= ' ' && c < 0x7F || c == '\r' || c == '\n' || c == '\t');
        if (!text) {
            return new BadRecord(UNEXPECTED_MESSAGE, "what the peer has sent first is no TLS");
        }
        String line = shown.lines().findFirst().orElse("");
        boolean http = line.startsWith("HTTP/") || line.matches("[A-Z]{3,7} [/*h].*|PRI \\* HTTP.*");
        return new BadRecord(
                UNEXPECTED_MESSAGE,
                "what the peer has sent first is no TLS, but looks like plain " + (http ? "HTTP" : "text") + ": \""
                        + line + "\"");
    }

    static BadRecord header() {
        return new BadRecord(UNEXPECTED_MESSAGE, "what the peer has sent is no TLS record");
    }

    static BadRecord tooLong(int size, int limit) {
        return new BadRecord(
                RECORD_OVERFLOW,
                "the peer has announced a TLS record of " + size + " bytes; the limit is " + limit + " bytes");
    }

    static BadRecord renegotiation() {
        return new BadRecord(
                UNEXPECTED_MESSAGE, "the peer has asked for another handshake on the same connection (renegotiation)");
    }

    /** What tells the peer, as long as nothing is encrypted. */
    ByteString plainAlert() {
        return ByteString.fromArrayUnsafe(new byte[] {21, 3, 3, 0, 2, 2, (byte) alert});
    }
}
