package io.tapio.framing;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.Output;
import java.nio.ByteOrder;

/**
 * Where the length of a frame stands, and what it counts.
 *
 * <pre>
 *    ◀─ offset ─▶◀─ width ─▶◀──── value + adjustment ────▶
 *   ┌────────────┬──────────┬──────────────────────────────┐
 *   │   header   │  length  │           payload            │
 *   └────────────┴──────────┴──────────────────────────────┘
 *    ◀──── skip ─────▶◀────────────── frame ──────────────▶
 * </pre>
 *
 * @param offset bytes before the field
 * @param width bytes of the field, 1 to 8; its value is unsigned
 * @param order the order of the field's bytes
 * @param adjustment added to the field's value to get the number of bytes behind it: negative if the value counts the
 *     header, too
 * @param skip bytes left out at the start of the frame that is handed on
 * @param maxFrameBytes the most bytes behind the field
 */
public record LengthField(int offset, int width, ByteOrder order, int adjustment, int skip, int maxFrameBytes) {
    public LengthField {
        if (offset < 0 || skip < 0 || skip > offset + width || maxFrameBytes < 1) {
            throw new IllegalArgumentException(
                    "offset, skip and the largest frame cannot be negative, nor skip more than the header");
        }
        if (width < 1 || width > Long.BYTES) {
            throw new IllegalArgumentException("a length field has 1 to 8 bytes, not " + width);
        }
    }

    /** A field of {@code width} bytes at the start, big-endian, that counts the bytes behind it and is left out. */
    public static LengthField ofWidth(int width, int maxFrameBytes) {
        return new LengthField(0, width, ByteOrder.BIG_ENDIAN, 0, width, maxFrameBytes);
    }

    /** The bytes before the payload. */
    int header() {
        return offset + width;
    }

    /** The number of bytes behind the field whose bytes start at {@code at}. */
    int payload(byte[] bytes, int at) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            int next = order == ByteOrder.BIG_ENDIAN ? at + i : at + width - 1 - i;
            value = value << Byte.SIZE | bytes[next] & 0xff;
        }
        long payload = value + adjustment;
        // a value that does not fit a long, or an adjustment beyond it, shows as a negative one
        if (value < 0 || payload > maxFrameBytes) {
            throw Framing.tooLarge(
                    "a frame",
                    value < 0 ? Long.MAX_VALUE : payload,
                    maxFrameBytes,
                    "LengthField.maxFrameBytes of this protocol");
        }
        if (payload < 0) {
            throw Failure.at(
                    Where.DECODE, Processed.NO, "a length of " + value + " is shorter than the frame's own header");
        }
        return (int) payload;
    }

    /** Writes the field before a payload of {@code payload} bytes. */
    void write(int payload, Output out) {
        long value = (long) payload - adjustment;
        if (offset != 0 || skip != width) {
            throw Failure.at(
                    Where.WRITE,
                    Processed.NO,
                    "a frame that keeps its header has its length field already: encode it whole");
        }
        if (payload > maxFrameBytes || value < 0 || width < Long.BYTES && value >>> width * Byte.SIZE != 0) {
            throw Failure.at(
                    Where.WRITE,
                    Processed.NO,
                    "a frame of " + payload + " bytes does not fit: the limit is " + maxFrameBytes
                            + " bytes, the field has " + width);
        }
        for (int i = 0; i < width; i++) {
            int shift = (order == ByteOrder.BIG_ENDIAN ? width - 1 - i : i) * Byte.SIZE;
            out.writeByte((int) (value >>> shift));
        }
    }
}
