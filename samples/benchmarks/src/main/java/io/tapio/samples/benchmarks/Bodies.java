package io.tapio.samples.benchmarks;

import java.util.List;

/** Servers that send a long body back. */
enum Bodies implements Contender {
    TAPIO("Tapio", TapioBodies.class, "-Dtapio.io.selector=event-loop"),
    /** A proxy of bytes, which knows of no bodies. */
    NETTY("Netty", NettyBytes.class);

    private final String title;
    private final Class<?> main;
    private final List<String> properties;

    Bodies(String title, Class<?> main, String... properties) {
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
        return properties;
    }
}
