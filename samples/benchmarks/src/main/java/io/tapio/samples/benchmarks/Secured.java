package io.tapio.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Servers of the key-value store behind TLS, with one certificate. */
enum Secured implements Contender {
    TAPIO("Tapio", TapioStore.class, "-Dtapio.tls.server.engine=jdk"),
    ON_LOOP(
            "Tapio, handshakes on its loop",
            TapioStore.class,
            "-Dtapio.tls.server.engine=jdk",
            "-Dtapio.tls.server.compute-on=loop"),
    CONSCRYPT("Tapio, Conscrypt", TapioStore.class, "-Dtapio.tls.server.engine=conscrypt"),
    NETTY_THREADS(
            "Netty, handshakes on other threads", NettySecureStore.class, "-D" + NettySecureStore.THREADS + "=16"),
    NETTY("Netty", NettySecureStore.class);

    private final Start start;

    Secured(String title, Class<?> main, String... properties) {
        start = new Start(title, main, properties);
    }

    @Override
    public Start start() {
        return start;
    }

    @Override
    public List<String> properties() {
        List<String> all = new ArrayList<>(start.properties());
        all.add("-Dtapio.tcp.server.tls=on");
        all.addAll(Certificate.OURS.properties());
        return all;
    }
}
