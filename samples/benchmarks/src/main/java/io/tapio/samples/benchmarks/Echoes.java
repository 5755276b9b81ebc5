package io.tapio.samples.benchmarks;

/** Servers of {@link Calls} that answer each with what it brought. */
enum Echoes implements Contender {
    TAPIO("Tapio", TapioEcho.class, "-Dtapio.io.selector=event-loop"),
    /** Tapio, fed by Pekko I/O's own selector. */
    SELECTOR("Tapio, selector = pekko", TapioEcho.class, "-Dtapio.io.selector=pekko"),
    NETTY("Netty", NettyEcho.class);

    private final Start start;

    Echoes(String title, Class<?> main, String... properties) {
        start = new Start(title, main, properties);
    }

    @Override
    public Start start() {
        return start;
    }
}
