package io.tapio.keepalive;

/**
 * How a protocol says ping and pong. The frames are seen on every run, so that the tests should be cheap.
 *
 * @param <I> frames from the peer
 * @param <O> frames to the peer
 */
public interface Pings<I, O> {
    boolean isPing(I frame);

    /** What a ping of the peer is answered with. */
    O pong(I ping);

    boolean isPong(I frame);

    O ping();
}
