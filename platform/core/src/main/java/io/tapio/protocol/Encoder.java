package io.tapio.protocol;

/** Turns frames into bytes, on one connection; not thread-safe. */
@FunctionalInterface
public interface Encoder<F> {
    /** Appends the bytes of {@code frame}. A large payload is appended by reference and must not change any more. */
    void encode(F frame, Output out);

    /**
     * As {@link #encode}, but free to stop when {@link Output#isFull() out is full}: returns false, and is called again
     * with the same frame when there is room. A frame of unbounded size, such as a long list, is encoded so: a slow
     * reader then costs its window, not its whole reply.
     *
     * @return true when the frame is complete
     */
    default boolean encodeSome(F frame, Output out) {
        encode(frame, out);
        return true;
    }
}
