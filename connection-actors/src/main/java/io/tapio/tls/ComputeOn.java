package io.tapio.tls;

import java.util.concurrent.Executor;

/** Where a handshake is computed, which takes a millisecond and more. */
public enum ComputeOn {
    /** On those that the ActorSystem has for what blocks: a connection's loop serves others meanwhile. */
    THREADS,
    /** On the connection's loop, which saves two changes of threads, and holds up its other connections. */
    LOOP;

    Executor executor(Executor threads) {
        return this == LOOP ? Runnable::run : threads;
    }
}
