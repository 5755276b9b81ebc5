package io.tapio.samples.benchmarks;

/** Servers that send a long body back. */
enum Bodies implements Contender {
    TAPIO("Tapio", TapioBodies.class, "-Dtapio.io.selector=event-loop"),
    /** A proxy of bytes, which knows of no bodies. */
    NETTY("Netty", NettyBytes.class);

    private final Start start;

    Bodies(String title, Class<?> main, String... properties) {
        start = new Start(title, main, properties);
    }

    @Override
    public Start start() {
        return start;
    }
}
