package io.tapio.framing;

import io.tapio.codec.Codec;
import io.tapio.failure.Failure;
import org.apache.pekko.util.ByteString;

/**
 * What is done to every frame between the framing and what the frame means: a checksum, a compression. Layers are
 * stacked, the one nearest to the wire first: {@code new Deflate(limit).over(Checksum.crc32().over(framing))}.
 *
 * <p>Has no state: frames of all connections go through the same one.
 */
public interface Layer {
    /**
     * The frame as it was before {@link #write}.
     *
     * @throws Failure at {@code DECODE} if it cannot have been written by this layer, which ends the connection
     */
    ByteString read(ByteString frame);

    ByteString write(ByteString frame);

    /** This layer on top of a codec. */
    default Codec<ByteString, ByteString> over(Codec<ByteString, ByteString> below) {
        return below.map(this::read, this::write);
    }
}
