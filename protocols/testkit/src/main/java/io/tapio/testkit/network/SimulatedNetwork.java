package io.tapio.testkit.network;

import io.tapio.failure.Failure;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.stats.MemoryStats;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.stats.Numbers;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Connections without sockets, on one thread, in virtual time, and all chance under one seed: what happens once happens
 * again. For the thread of one test. See the package for an example.
 */
public final class SimulatedNetwork implements AutoCloseable {
    private final RandomGenerator random;
    private final NetworkSettings settings;
    private final SimulatedThread thread = new SimulatedThread();
    private final Trace trace = new Trace();
    private final MemoryStats stats = new Numbers().stats();
    private final Graphs graphs = Graphs.start(thread);
    private int connections;

    private SimulatedNetwork(Seed seed, NetworkSettings settings) {
        this.random = seed.random();
        this.settings = settings;
    }

    /** A network on which nothing is cut and nothing takes time, unless a connection is told otherwise. */
    public static SimulatedNetwork of(Seed seed) {
        return of(seed, NetworkSettings.calm());
    }

    /** A network whose connections have {@code settings}, unless they are told otherwise. */
    public static SimulatedNetwork of(Seed seed, NetworkSettings settings) {
        return new SimulatedNetwork(seed, settings);
    }

    /**
     * Runs {@code test} on a network with the seed of this run; what it throws names the seed, and what has happened.
     */
    public static void run(NetworkSettings settings, Consumer<SimulatedNetwork> test) {
        Seed.run(random -> {
            try (SimulatedNetwork network = of(new Seed(random.nextLong()), settings)) {
                try {
                    test.accept(network);
                } catch (RuntimeException | AssertionError thrown) {
                    throw new AssertionError(thrown.getMessage() + "\n" + network.trace(), thrown);
                }
            }
        });
    }

    /** As {@link #run(NetworkSettings, Consumer)}, on a calm network. */
    public static void run(Consumer<SimulatedNetwork> test) {
        run(NetworkSettings.calm(), test);
    }

    // -- connections

    public SimulatedConnection connection() {
        return connection(settings);
    }

    public SimulatedConnection connection(NetworkSettings settings) {
        return new SimulatedConnection(++connections, settings, random, thread, graphs.materializer(), trace, stats);
    }

    /** A client and a server, joined by a connection; runs until the session is there. */
    public <Q, A> Session<Q, A> join(ClientProtocol<Q, A> client, ServerProtocol<Q, A> server, Service<Q, A> service) {
        SimulatedConnection connection = connection();
        connection.serve(server, service);
        return await(connection.open(client));
    }

    // -- time

    /** Runs until nothing is left to happen, however long that takes in its own time. */
    public void run() {
        thread.run();
    }

    /**
     * Runs until no byte is on its way and nothing is to be done. The time that this takes passes; a deadline that is
     * due later does not.
     */
    public void settle() {
        thread.settle();
    }

    /** Runs for a time, which has passed then. */
    public void run(Duration time) {
        thread.run(time);
    }

    /**
     * Runs until {@code stage} has completed, and gives what it completed with.
     *
     * @throws Failure if the stage has failed
     * @throws AssertionError if nothing is left to happen that could complete it
     */
    public <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (!thread.runTo(future::isDone)) {
            throw new AssertionError("nothing is left to happen, and what was awaited has not come");
        }
        try {
            return future.join();
        } catch (CompletionException failed) {
            throw Failure.of(failed);
        }
    }

    /** The clock of all connections. */
    public VirtualTimer timer() {
        return thread.timer();
    }

    /** What has happened so far. */
    public Trace trace() {
        return trace;
    }

    /** What its connections count. */
    public MemoryStats stats() {
        return stats;
    }

    /** Stops everything that is still under way. */
    @Override
    public void close() {
        graphs.stop();
    }
}
