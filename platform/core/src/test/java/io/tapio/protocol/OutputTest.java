package io.tapio.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class OutputTest {
    private final Output out = new Output(100);

    @Test
    void anEmptyOutputGivesNoBytes() {
        assertThat(out.isEmpty()).isTrue();
        assertThat(out.take()).isEqualTo(ByteString.emptyByteString());
    }

    @Test
    void itIsFullFromTheWindowOnAndTakesMoreAllTheSame() {
        out.write(new byte[99]);
        assertThat(out.isFull()).isFalse();

        out.writeByte(1);
        assertThat(out.isFull()).isTrue();

        out.write(new byte[1000]);
        assertThat(out.size()).isEqualTo(1100);
    }

    @Test
    void whatIsTakenIsGoneAndNeverChanges() {
        out.writeAscii("one");
        ByteString one = out.take();

        out.writeAscii("two");
        ByteString two = out.take();

        assertThat(one).isEqualTo(ByteString.fromString("one"));
        assertThat(two).isEqualTo(ByteString.fromString("two"));
        assertThat(out.isEmpty()).isTrue();
    }

    @Test
    void numbersAreWrittenBigEndian() {
        out.writeByte(0x01).writeShort(0x0203).writeInt(0x04050607).writeLong(0x08090a0b0c0d0e0fL);

        assertThat(out.take().toArray()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    }

    @Test
    void decimalsAreWrittenAsDigits() {
        for (long value : new long[] {0, 9, 10, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            assertThat(out.writeDecimal(value).take().utf8String()).isEqualTo(Long.toString(value));
        }
    }

    @Test
    void textIsWrittenInUtf8() {
        assertThat(out.writeUtf8("Zürich 東京 🚀").take().utf8String()).isEqualTo("Zürich 東京 🚀");
    }

    @Test
    void aLargePayloadIsPassedByReference() {
        byte[] payload = new byte[10_000];

        ByteString taken = out.writeByte(1).append(payload).writeByte(2).take();
        payload[5_000] = 7; // what nobody may do, and what shows that it is the same array

        assertThat(taken.size()).isEqualTo(10_002);
        assertThat(taken.apply(5_001)).isEqualTo((byte) 7);
    }

    @Test
    void aSmallPayloadIsCopied() {
        byte[] payload = {1, 2, 3};

        ByteString taken = out.append(payload).take();
        payload[0] = 7;

        assertThat(taken.toArray()).containsExactly(1, 2, 3);
    }
}
