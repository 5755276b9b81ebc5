package io.tapio.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A kind of server, and how it is started. */
interface Contender {
    /** What its idle connections need; other bounds are those of a default server. */
    String ROOM = "-Dtapio.tcp.server.max-connections=20000";

    String title();

    /** Its main class; the arguments are the port and the number of loops. It prints a line when it listens. */
    Class<?> main();

    /** What makes it different from others with the same main class. */
    List<String> properties();

    /** The end of a command line, behind {@code java} and its flags. */
    default List<String> arguments(int port, int loops) {
        List<String> arguments = new ArrayList<>(properties());
        arguments.addAll(List.of(
                ROOM,
                "-Dtapio.io.loops=" + loops,
                "-cp",
                System.getProperty("java.class.path"),
                main().getName(),
                Integer.toString(port),
                Integer.toString(loops)));
        return arguments;
    }
}
