package io.tapio.samples.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server in a JVM of its own. */
record ServerProcess(Contender contender, Child child, int port) implements AutoCloseable {
    static ServerProcess start(Contender contender, Setup setup) {
        int port = freePort();
        List<String> arguments = new ArrayList<>(setup.jvmFlags());
        arguments.addAll(contender.arguments(port, setup.loops()));
        return new ServerProcess(contender, Child.start(setup.serverPrefix(), arguments), port);
    }

    /** User and system time of all its threads so far, in steps of the kernel's clock tick. */
    Duration cpu() {
        return child.process().toHandle().info().totalCpuDuration().orElseThrow();
    }

    /** The bytes of the objects that are reachable, counted by a full collection. */
    long liveHeapBytes() {
        String histogram =
                Shell.run(Child.jdk("jcmd"), Long.toString(child.process().pid()), "GC.class_histogram");
        String total = histogram.substring(histogram.lastIndexOf("Total"));
        return Long.parseLong(total.strip().split("\\s+", 4)[2]);
    }

    @Override
    public void close() {
        child.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        }
    }
}
