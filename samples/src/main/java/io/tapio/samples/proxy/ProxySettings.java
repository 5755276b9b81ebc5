package io.tapio.samples.proxy;

import com.typesafe.config.Config;

/** Where a proxy's connections go: {@code tapio.samples.proxy}. */
record ProxySettings(String host, int port) {
    private static final int LAST_PORT = 65_535;

    ProxySettings {
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException(
                    "tapio.samples.proxy.port must be from 1 to " + LAST_PORT + ", not " + port);
        }
    }

    static ProxySettings from(Config config) {
        Config proxy = config.getConfig("tapio.samples.proxy");
        return new ProxySettings(proxy.getString("host"), proxy.getInt("port"));
    }
}
