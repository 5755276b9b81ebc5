package io.tapio.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses, in a handshake, who this end is: a server by the host that its client names, the exact one before a
 * wildcard, and by the kinds of key that both know. A name in it is the index of an entry.
 */
final class Keys extends X509ExtendedKeyManager {
    /** Credentials, with the host that they are for; those without are for all others. */
    record Entry(@Nullable TlsHost host, Credentials credentials) {
        private boolean matches(String name) {
            return host != null && host.matches(name);
        }

        private boolean isExact() {
            return host != null && !host.isWildcard();
        }
    }

    private final List<Entry> entries;
    private final List<Entry> hosts;
    private final List<Entry> others;

    Keys(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        hosts = entries.stream().filter(entry -> entry.host != null).toList();
        others = entries.stream().filter(entry -> entry.host == null).toList();
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return alias(hosts.isEmpty() ? others : of(serverName(engine.getHandshakeSession())), keyType);
    }

    private List<Entry> of(String name) {
        List<Entry> matching =
                hosts.stream().filter(entry -> entry.matches(name)).toList();
        List<Entry> exact = matching.stream().filter(Entry::isExact).toList();
        if (!exact.isEmpty()) {
            return exact;
        }
        return matching.isEmpty() ? others : matching;
    }

    /** The host that the client has named; nothing if it has not. */
    static String serverName(@Nullable SSLSession session) {
        if (session instanceof ExtendedSSLSession extended) {
            return extended.getRequestedServerNames().stream()
                    .filter(SNIHostName.class::isInstance)
                    .map(name -> ((SNIHostName) name).getAsciiName())
                    .findFirst()
                    .orElse("");
        }
        return "";
    }

    /** Whoever asks for a certificate gets it, so that its words say why if it does not take it. */
    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
        for (String keyType : keyTypes) {
            String alias = alias(entries, keyType);
            if (alias != null) {
                return alias;
            }
        }
        return null;
    }

    private @Nullable String alias(List<Entry> among, String keyType) {
        return among.stream()
                .filter(entry -> entry.credentials.isOf(keyType))
                .findFirst()
                .map(entry -> Integer.toString(entries.indexOf(entry)))
                .orElse(null);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return credentials(alias).chain().toArray(new X509Certificate[0]);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return credentials(alias).key();
    }

    private Credentials credentials(String alias) {
        return entries.get(Integer.parseInt(alias)).credentials;
    }

    // -- there are no sockets here

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return aliases(keyType);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return aliases(keyType);
    }

    private String[] aliases(String keyType) {
        return IntStream.range(0, entries.size())
                .filter(i -> entries.get(i).credentials.isOf(keyType))
                .mapToObj(Integer::toString)
                .toArray(String[]::new);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
        return null;
    }
}
