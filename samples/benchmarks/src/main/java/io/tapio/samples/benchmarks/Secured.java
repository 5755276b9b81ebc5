package io.tapio.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Servers of the key-value store behind TLS, with one certificate. */
enum Secured implements Contender {
    TAPIO("Tapio", TapioStore.class, "-Dtapio.tls.server.engine=jdk"),
    CONSCRYPT("Tapio, Conscrypt", TapioStore.class, "-Dtapio.tls.server.engine=conscrypt"),
    NETTY("Netty", NettySecureStore.class);

    private final String title;
    private final Class<?> main;
    private final List<String> properties;

    Secured(String title, Class<?> main, String... properties) {
        this.title = title;
        this.main = main;
        this.properties = List.of(properties);
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Class<?> main() {
        return main;
    }

    @Override
    public List<String> properties() {
        List<String> all = new ArrayList<>(properties);
        all.add("-Dtapio.tcp.server.tls=on");
        all.addAll(Certificate.OURS.properties());
        return all;
    }
}
