package io.tapio.dispatch.streaming;

import org.apache.pekko.util.ByteString;

/**
 * How a protocol measures the chunks of its bodies, and whether it can cut one.
 *
 * @param <C> the chunk
 */
public interface Chunks<C> {
    /** How much of a window it takes: its bytes, or 1 where a protocol counts messages. */
    long size(C chunk);

    /** Whether a chunk may be sent in parts. If not, it waits until there is credit for all of it. */
    default boolean canCut() {
        return false;
    }

    /** The first part, of {@code size} at most; only asked for where chunks can be cut. */
    default C first(C chunk, long size) {
        throw new UnsupportedOperationException("these chunks cannot be cut");
    }

    /** What is left behind {@link #first}. */
    default C rest(C chunk, long size) {
        throw new UnsupportedOperationException("these chunks cannot be cut");
    }

    /** Bytes, which may be cut anywhere. */
    static Chunks<ByteString> bytes() {
        return Bytes.CHUNKS;
    }

    /** Messages of which each counts 1. */
    static <C> Chunks<C> counted() {
        return chunk -> 1;
    }
}

enum Bytes implements Chunks<ByteString> {
    CHUNKS;

    @Override
    public long size(ByteString chunk) {
        return chunk.size();
    }

    @Override
    public boolean canCut() {
        return true;
    }

    @Override
    public ByteString first(ByteString chunk, long size) {
        return chunk.take((int) size);
    }

    @Override
    public ByteString rest(ByteString chunk, long size) {
        return chunk.drop((int) size);
    }
}
