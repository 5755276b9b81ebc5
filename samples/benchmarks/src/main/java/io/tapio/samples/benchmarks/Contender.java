package io.tapio.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A kind of server, and how it is started. */
enum Contender {
    TAPIO("Tapio", TapioServer.class, "-Dtapio.io.selector=event-loop"),
    /** Tapio, fed by Pekko I/O's own selector. */
    SELECTOR("Tapio, selector = pekko", TapioServer.class, "-Dtapio.io.selector=pekko"),
    /** kv with a service actor as the owner of its store, on Pekko's threads. */
    ACTOR("Tapio, an actor owns the store", ActorServer.class, "-Dactor=dispatcher"),
    /** The same, with the actor on the loop of the connections. */
    ACTOR_ON_LOOP("Tapio, an actor on the loop owns the store", ActorServer.class, "-Dactor=loop"),
    STREAMS("Pekko Tcp().bind", StreamsServer.class),
    NETTY("Netty", NettyServer.class);

    /** What its idle connections need; other bounds are those of a default server. */
    private static final String ROOM = "-Dtapio.tcp.server.max-connections=20000";

    private final String title;
    private final Class<?> main;
    private final List<String> properties;

    Contender(String title, Class<?> main, String... properties) {
        this.title = title;
        this.main = main;
        this.properties = List.of(properties);
    }

    String title() {
        return title;
    }

    /** The end of a command line, behind {@code java} and its flags. */
    List<String> arguments(int port, int loops) {
        List<String> arguments = new ArrayList<>(properties);
        arguments.addAll(List.of(
                ROOM,
                "-Dtapio.io.loops=" + loops,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                Integer.toString(port),
                Integer.toString(loops)));
        return arguments;
    }
}
