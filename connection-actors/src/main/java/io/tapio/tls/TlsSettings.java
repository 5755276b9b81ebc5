package io.tapio.tls;

import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.settings.Section;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What TLS of a server and of a client have in common: {@code tapio.tls.server} or {@code tapio.tls.client}.
 *
 * @param path the section, for messages that name a key
 * @param protocols {@code TLSv1.3}, {@code TLSv1.2} or both
 * @param ciphers names of suites, the preferred first
 * @param alpn application protocols, the preferred first; empty to leave ALPN out
 * @param handshakeTimeout time in which a handshake has to be done where nothing else sets a deadline: in
 *     mid-connection
 * @param recordTimeout time in which the rest of a record has to come, counted while it is asked for
 * @param reloadInterval time after which the files are looked at again, when there is use for them; empty for never
 * @param sessionCacheSize sessions that can be taken up again
 * @param sessionTimeout time for which they can
 * @param engine who does the cryptography
 * @param computeOn where handshakes are computed
 */
public record TlsSettings(
        String path,
        List<String> protocols,
        List<String> ciphers,
        List<String> alpn,
        Duration handshakeTimeout,
        Duration recordTimeout,
        Optional<Duration> reloadInterval,
        int sessionCacheSize,
        Duration sessionTimeout,
        String engine,
        ComputeOn computeOn)
        implements Bounded {
    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    public TlsSettings {
        if (protocols.isEmpty() || !VERSIONS.containsAll(protocols)) {
            throw TlsFaults.unusable(
                    path + ".protocols is " + protocols + "; it can be " + VERSIONS + " or one of them");
        }
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
        alpn = List.copyOf(alpn);
    }

    static TlsSettings from(Section section) {
        return new TlsSettings(
                section.path(),
                section.texts("protocols"),
                section.texts("ciphers"),
                section.texts("alpn"),
                section.duration("handshake-timeout"),
                section.duration("record-timeout"),
                section.durationOrOff("reload-interval"),
                section.count("session-cache-size"),
                section.duration("session-timeout"),
                section.text("engine"),
                section.choice("compute-on", ComputeOn.class));
    }

    /** Those of the stage that encrypts. */
    @Override
    public List<Bound> bounds() {
        return List.of(
                Bound.bytes("bytes of an unfinished record", CipherInput.LARGEST_RECORD, null),
                Bound.time("time for the rest of a record", recordTimeout, path + ".record-timeout"),
                Bound.time("time for a handshake in mid-connection", handshakeTimeout, path + ".handshake-timeout"));
    }

    TlsSettings withProtocols(List<String> names) {
        return with(names, alpn, engine, computeOn);
    }

    TlsSettings withAlpn(List<String> names) {
        return with(protocols, names, engine, computeOn);
    }

    TlsSettings withEngine(String name) {
        return with(protocols, alpn, name, computeOn);
    }

    TlsSettings withComputeOn(ComputeOn place) {
        return with(protocols, alpn, engine, place);
    }

    private TlsSettings with(List<String> protocols, List<String> alpn, String engine, ComputeOn computeOn) {
        return new TlsSettings(
                path,
                protocols,
                ciphers,
                alpn,
                handshakeTimeout,
                recordTimeout,
                reloadInterval,
                sessionCacheSize,
                sessionTimeout,
                engine,
                computeOn);
    }
}
