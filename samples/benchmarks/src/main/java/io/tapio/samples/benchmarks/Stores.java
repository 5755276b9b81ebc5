package io.tapio.samples.benchmarks;

/** Servers of the key-value store. */
enum Stores implements Contender {
    TAPIO("Tapio", TapioStore.class, "-Dtapio.io.selector=event-loop"),
    /** Without the filters that servers have, but for the one that costs nothing. */
    BARE("Tapio without its stack", TapioStore.class, "-Dtapio.stack.server.0=catch"),
    /** Tapio, fed by Pekko I/O's own selector. */
    SELECTOR("Tapio, selector = pekko", TapioStore.class, "-Dtapio.io.selector=pekko"),
    /** kv with a service actor as the owner of its store, on Pekko's threads. */
    ACTOR("Tapio, an actor owns the store", ActorStore.class, "-Dactor=dispatcher"),
    /** The same, with the actor on the loop of the connections. */
    ACTOR_ON_LOOP("Tapio, an actor on the loop owns the store", ActorStore.class, "-Dactor=loop"),
    STREAMS("Pekko Tcp().bind", StreamsStore.class),
    NETTY("Netty", NettyStore.class);

    private final Start start;

    Stores(String title, Class<?> main, String... properties) {
        start = new Start(title, main, properties);
    }

    @Override
    public Start start() {
        return start;
    }
}
