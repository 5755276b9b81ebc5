package io.tapio.codec;

import io.tapio.failure.Failure;

/**
 * A frame that makes no sense, in a stream that is sound: where it ends is known, so it can be skipped. What a decoder
 * throws in place of a {@link Failure} when it has read past such a frame; the next call goes on behind it.
 *
 * <p>Dispatch answers it with the protocol's error frame, as if it had been a call that failed. Whoever knows no better
 * takes it for a corrupt stream.
 */
public final class BadFrame extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The id of a frame that has none. */
    public static final long NO_ID = -1;

    private final Failure failure;
    private final long id;

    private BadFrame(Failure failure, long id) {
        super(failure.getMessage(), failure, false, false);
        this.failure = failure;
        this.id = id;
    }

    /** @param failure what the peer is told; at {@code DECODE}, if in doubt */
    public static BadFrame of(Failure failure) {
        return new BadFrame(failure, NO_ID);
    }

    /** With the id by which a multiplexed peer knows its answer. */
    public BadFrame withId(long id) {
        return new BadFrame(failure, id);
    }

    public Failure failure() {
        return failure;
    }

    public long id() {
        return id;
    }
}
