package io.tapio.codec;

import org.apache.pekko.stream.Attributes;
import org.apache.pekko.util.ByteString;

/**
 * Takes the bytes that a stage has got and not used when it ends. Whoever goes on with a connection behind another
 * protocol sets it as an attribute on that one's graph; whatever keeps bytes there, such as a decoder, looks it up.
 */
@FunctionalInterface
public interface Unread extends Attributes.Attribute {
    /**
     * Is called once, before anybody upstream hears of the end.
     *
     * @param bytes in their order; they do not change any more
     * @param chunks how many chunks the stage has got in all, so that one on its way to it is known
     */
    void left(ByteString bytes, long chunks);
}
