package io.tapio.tls;

import com.typesafe.config.Config;
import io.tapio.settings.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * TLS of a client: {@code tapio.tls.client}.
 *
 * @param identity who it is to servers that ask
 * @param trustFile the authorities, in PEM, that sign servers' certificates; those of the JDK if empty
 * @param verifyHost whether a server's certificate has to be made out to the host that was meant
 * @param common what servers have, too
 */
public record TlsClientSettings(
        Optional<TlsIdentity> identity, Optional<Path> trustFile, boolean verifyHost, TlsSettings common) {

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static TlsClientSettings from(Config config) {
        Section section = Section.of(config, "tapio.tls.client");
        return new TlsClientSettings(
                TlsIdentity.from(section),
                TlsServerSettings.file(section),
                section.flag("verify-host"),
                TlsSettings.from(section));
    }

    public TlsClientSettings withIdentity(TlsIdentity identity) {
        return new TlsClientSettings(Optional.of(identity), trustFile, verifyHost, common);
    }

    public TlsClientSettings withTrustFile(Path file) {
        return new TlsClientSettings(identity, Optional.of(file), verifyHost, common);
    }

    /** Takes the certificate of any host, if an authority that is trusted has signed it. */
    public TlsClientSettings withoutHostVerification() {
        return new TlsClientSettings(identity, trustFile, false, common);
    }

    public TlsClientSettings withProtocols(String... names) {
        return with(common.withProtocols(List.of(names)));
    }

    public TlsClientSettings withAlpn(String... names) {
        return with(common.withAlpn(List.of(names)));
    }

    /** The name of a {@link TlsEngineProvider}, or {@code auto}. */
    public TlsClientSettings withEngine(String name) {
        return with(common.withEngine(name));
    }

    /** Where handshakes are computed. */
    public TlsClientSettings withComputeOn(ComputeOn place) {
        return with(common.withComputeOn(place));
    }

    private TlsClientSettings with(TlsSettings changed) {
        return new TlsClientSettings(identity, trustFile, verifyHost, changed);
    }
}
