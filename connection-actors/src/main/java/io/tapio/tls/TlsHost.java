package io.tapio.tls;

import com.typesafe.config.Config;
import java.util.Locale;

/**
 * Who a server is to clients that name a host (SNI).
 *
 * @param host the name, or {@code *.example.org} for all names with one label more than {@code example.org}
 */
public record TlsHost(String host, TlsIdentity identity) {
    private static final String ANY = "*.";

    public TlsHost {
        host = host.toLowerCase(Locale.ROOT);
    }

    static TlsHost from(Config entry) {
        return new TlsHost(entry.getString("host"), TlsIdentity.from(entry));
    }

    boolean isWildcard() {
        return host.startsWith(ANY);
    }

    /** Whether a client that names {@code name} means this host. */
    boolean matches(String name) {
        if (!isWildcard()) {
            return host.equalsIgnoreCase(name);
        }
        int dot = name.indexOf('.');
        return dot > 0 && name.substring(dot + 1).equalsIgnoreCase(host.substring(ANY.length()));
    }
}
