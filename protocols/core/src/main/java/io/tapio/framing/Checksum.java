package io.tapio.framing;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.apache.pekko.util.ByteString;

/** A checksum of four bytes, big-endian, behind every frame. Finds accidents, not attackers. */
public final class Checksum implements Layer {
    private static final int BYTES = 4;

    private final Supplier<java.util.zip.Checksum> sums;

    private Checksum(Supplier<java.util.zip.Checksum> sums) {
        this.sums = sums;
    }

    /** That of zip, PNG and Ethernet. */
    public static Checksum crc32() {
        return new Checksum(CRC32::new);
    }

    /** Castagnoli's, as in iSCSI, Kafka and ext4. */
    public static Checksum crc32c() {
        return new Checksum(CRC32C::new);
    }

    @Override
    public ByteString read(ByteString frame) {
        int size = frame.size() - BYTES;
        if (size < 0) {
            throw fault("a frame of " + frame.size() + " bytes is too short for a checksum of " + BYTES);
        }
        ByteString content = frame.take(size);
        int told = frame.drop(size).asByteBuffer().getInt();
        int real = sum(content);
        if (told != real) {
            throw fault("the checksum of a frame of " + size + " bytes is " + hex(real) + ", not " + hex(told));
        }
        return content;
    }

    @Override
    public ByteString write(ByteString frame) {
        byte[] sum = ByteBuffer.allocate(BYTES).putInt(sum(frame)).array();
        return frame.concat(ByteString.fromArrayUnsafe(sum));
    }

    private int sum(ByteString content) {
        java.util.zip.Checksum sum = sums.get();
        content.getByteBuffers().forEach(sum::update);
        return (int) sum.getValue();
    }

    private static String hex(int sum) {
        return HexFormat.of().toHexDigits(sum);
    }

    private static Failure fault(String message) {
        return Failure.at(Where.DECODE, Processed.NO, message);
    }
}
