package io.tapio.tls;

import com.typesafe.config.Config;
import io.tapio.settings.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * TLS of a server: {@code tapio.tls.server}, or a section like it.
 *
 * @param identity who it is to clients that name no host, or one that is not among {@code hosts}
 * @param hosts who it is to clients that name a host; one host may have several, with keys of different kinds
 * @param trustFile the authorities, in PEM, that sign its clients' certificates
 * @param common what clients have, too
 */
public record TlsServerSettings(
        Optional<TlsIdentity> identity,
        List<TlsHost> hosts,
        Optional<Path> trustFile,
        ClientAuth clientAuth,
        TlsSettings common) {

    public TlsServerSettings {
        hosts = List.copyOf(hosts);
        if (clientAuth != ClientAuth.NONE && trustFile.isEmpty()) {
            throw TlsFaults.unusable(common.path() + ".client-auth is "
                    + clientAuth.name().toLowerCase(Locale.ROOT) + ", which needs " + common.path()
                    + ".trust-file: the authorities that sign the clients' certificates");
        }
    }

    /** The settings of {@code config}, which has the keys from {@code tapio} on. */
    public static TlsServerSettings from(Config config) {
        return from(config, "tapio.tls.server");
    }

    /** The settings of another section, which has all the keys of {@code tapio.tls.server}. */
    public static TlsServerSettings from(Config config, String path) {
        Section section = Section.of(config, path);
        return new TlsServerSettings(
                TlsIdentity.from(section),
                section.list("sni", TlsHost::from),
                file(section),
                ClientAuth.valueOf(
                        section.choice("client-auth", "none", "want", "need").toUpperCase(Locale.ROOT)),
                TlsSettings.from(section));
    }

    /** That of a trust file's key; empty if it names none. */
    static Optional<Path> file(Section section) {
        return Optional.of(section.text("trust-file"))
                .filter(name -> !name.isEmpty())
                .map(Path::of);
    }

    public TlsServerSettings withIdentity(TlsIdentity identity) {
        return new TlsServerSettings(Optional.of(identity), hosts, trustFile, clientAuth, common);
    }

    /** With one host more. */
    public TlsServerSettings withHost(String host, TlsIdentity identity) {
        List<TlsHost> more = new ArrayList<>(hosts);
        more.add(new TlsHost(host, identity));
        return new TlsServerSettings(this.identity, more, trustFile, clientAuth, common);
    }

    /** Asks clients for certificates that an authority of the file has signed. */
    public TlsServerSettings withClientAuth(ClientAuth clientAuth, Path trustFile) {
        return new TlsServerSettings(identity, hosts, Optional.of(trustFile), clientAuth, common);
    }

    public TlsServerSettings withProtocols(String... names) {
        return with(common.withProtocols(List.of(names)));
    }

    public TlsServerSettings withAlpn(String... names) {
        return with(common.withAlpn(List.of(names)));
    }

    /** The name of a {@link TlsEngineProvider}, or {@code auto}. */
    public TlsServerSettings withEngine(String name) {
        return with(common.withEngine(name));
    }

    /** Where handshakes are computed. */
    public TlsServerSettings withComputeOn(ComputeOn place) {
        return with(common.withComputeOn(place));
    }

    private TlsServerSettings with(TlsSettings changed) {
        return new TlsServerSettings(identity, hosts, trustFile, clientAuth, changed);
    }
}
