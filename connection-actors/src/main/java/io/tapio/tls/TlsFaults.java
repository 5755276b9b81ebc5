package io.tapio.tls;

import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can go wrong with TLS, put into words. */
final class TlsFaults {
    private static final String ALERT = "Received fatal alert: ";
    private static final String PEER = "the peer ended it: ";

    /** What BoringSSL says, among addresses and lines of its source. */
    private static final Pattern BORING = Pattern.compile("OPENSSL_internal:(?:((?:SSLV3|TLSV1)_ALERT)_)?([A-Z0-9_]+)");

    private TlsFaults() {}

    /** The settings or their files are no good. */
    static Failure unusable(String why) {
        return Failure.at(Where.HANDSHAKE, Processed.NO, why);
    }

    /** The engine refuses what the peer has sent, or the peer what was sent to it. */
    static Failure during(Where where, Throwable thrown) {
        String begin = where == Where.HANDSHAKE ? "the TLS handshake failed: " : "TLS failed: ";
        Processed processed = where == Where.HANDSHAKE ? Processed.NO : Processed.MAYBE;
        return Failure.at(where, processed, begin + words(thrown)).withCause(thrown);
    }

    /** The words of the first cause, which the others only wrap. */
    private static String words(Throwable thrown) {
        Throwable first = thrown;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        String words = first.getMessage() == null ? first.toString() : first.getMessage();
        int alert = words.indexOf(ALERT);
        if (alert >= 0) {
            return PEER + words.substring(alert + ALERT.length());
        }
        Matcher boring = BORING.matcher(words);
        if (!boring.find()) {
            return words;
        }
        String name = boring.group(2).toLowerCase(Locale.ROOT);
        return boring.group(1) != null ? PEER + name : name.replace('_', ' ');
    }

    static Failure late(Duration limit, TlsSettings settings) {
        return Kind.HANDSHAKE_TIMEOUT.naming(Failure.at(
                Where.HANDSHAKE,
                Processed.NO,
                "the TLS handshake was not done within " + limit.toMillis() + " ms (" + settings.path()
                        + ".handshake-timeout)"));
    }

    static Failure slow(Duration limit, TlsSettings settings) {
        return Failure.at(
                        Where.DECODE,
                        Processed.MAYBE,
                        "the rest of a TLS record did not come within " + limit.toMillis() + " ms (" + settings.path()
                                + ".record-timeout)")
                .withDetail("close.reason", Kind.FRAME_TIMEOUT.label());
    }

    static Failure endedEarly() {
        return Failure.at(Where.HANDSHAKE, Processed.NO, "the peer closed before the TLS handshake was done");
    }

    static Failure truncated() {
        return Failure.at(
                Where.DECODE,
                Processed.MAYBE,
                "the peer closed without TLS's close_notify: what it has sent may be cut short");
    }

    /** The factory did not give the connection a service. */
    static Failure notAdmitted(Throwable cause) {
        return Kind.SERVICE_UNAVAILABLE.naming(Failure.of(cause));
    }
}
