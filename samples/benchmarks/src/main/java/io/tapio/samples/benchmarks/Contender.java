package io.tapio.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A kind of server, and how it is started. */
interface Contender {
    /** What its idle connections need; other bounds are those of a default server. */
    String ROOM = "-Dtapio.tcp.server.max-connections=20000";

    /**
     * What is started.
     *
     * @param main its main class; the arguments are the port and the number of loops; it prints a line when it listens
     * @param properties what makes it different from others with the same main class
     */
    record Start(String title, Class<?> main, List<String> properties) {
        Start(String title, Class<?> main, String... properties) {
            this(title, main, List.of(properties));
        }
    }

    Start start();

    default String title() {
        return start().title();
    }

    /** Those of the start, and what all of its kind have. */
    default List<String> properties() {
        return start().properties();
    }

    /** The end of a command line, behind {@code java} and its flags. */
    default List<String> arguments(int port, int loops) {
        List<String> arguments = new ArrayList<>(properties());
        arguments.addAll(List.of(
                ROOM,
                "-Dtapio.io.loops=" + loops,
                "-cp",
                System.getProperty("java.class.path"),
                start().main().getName(),
                Integer.toString(port),
                Integer.toString(loops)));
        return arguments;
    }
}
