package io.tapio.samples.benchmarks;

import java.util.List;

/** Servers of {@link Calls} that answer each with what it brought. */
enum Echoes implements Contender {
    TAPIO("Tapio", TapioEcho.class, "-Dtapio.io.selector=event-loop"),
    /** Tapio, fed by Pekko I/O's own selector. */
    SELECTOR("Tapio, selector = pekko", TapioEcho.class, "-Dtapio.io.selector=pekko"),
    NETTY("Netty", NettyEcho.class);

    private final String title;
    private final Class<?> main;
    private final List<String> properties;

    Echoes(String title, Class<?> main, String... properties) {
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
