package io.tapio.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.Output;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LengthFieldCasesTest {
    private static final String HELLO = HexFormat.of().formatHex("Hello world".getBytes());
    private static final int LIMIT = 64;

    /** The layouts that tokio's length_delimited documents: offset, width, adjustment, skip; the wire; the frame. */
    static Stream<Arguments> layouts() {
        return Stream.of(
                arguments(0, 2, 0, 0, "000b" + HELLO, "000b" + HELLO),
                arguments(0, 2, 0, 2, "000b" + HELLO, HELLO),
                arguments(0, 2, -2, 0, "000d" + HELLO, "000d" + HELLO),
                arguments(0, 3, 2, 0, "00000bcafe" + HELLO, "00000bcafe" + HELLO),
                arguments(1, 2, 1, 3, "ca000bfe" + HELLO, "fe" + HELLO),
                arguments(1, 2, -3, 3, "ca000ffe" + HELLO, "fe" + HELLO));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyUsualLayoutIsRead(int offset, int width, int adjustment, int skip, String wire, String frame) {
        var decoder = new LengthFieldDecoder(field(offset, width, ByteOrder.BIG_ENDIAN, adjustment, skip));
        ByteBuffer in = bytes(wire + wire);

        ByteString first = decoder.decode(in);
        ByteString second = decoder.decode(in);

        assertThat(HexFormat.of().formatHex(first.toArray())).isEqualTo(frame);
        assertThat(second).isEqualTo(first);
        assertThat(decoder.decode(in)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1,03", "2,0300", "3,030000", "5,0300000000", "8,0300000000000000"})
    void aFieldOfAnyWidthIsWrittenAndReadInEitherOrder(int width, String little) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            var codec = Framing.lengthField(field(0, width, order, 0, width));
            Output out = new Output(LIMIT);

            codec.encoder().get().encode(ByteString.fromString("abc"), out);

            byte[] written = out.take().toArray();
            if (order == ByteOrder.LITTLE_ENDIAN) {
                assertThat(HexFormat.of().formatHex(written)).isEqualTo(little + "616263");
            }
            assertThat(codec.decoder().get().decode(ByteBuffer.wrap(written))).isEqualTo(ByteString.fromString("abc"));
        }
    }

    @ParameterizedTest
    @CsvSource({"8,ffffffffffffffff", "8,7fffffffffffffff", "8,0000000100000000", "4,ffffffff", "4,00000041"})
    void aLengthBeyondTheLimitIsRefusedBeforeItsBytesCome(int width, String length) {
        var decoder = new LengthFieldDecoder(field(0, width, ByteOrder.BIG_ENDIAN, 0, 0));

        Failure refusal = catchThrowableOfType(Failure.class, () -> decoder.decode(bytes(length)));

        assertThat(refusal.where()).isEqualTo(Where.DECODE);
        assertThat(refusal).hasMessageContaining("limit of 64 bytes");
    }

    @ParameterizedTest
    @CsvSource({"-3,0002", "-1,0000"})
    void aLengthShorterThanItsOwnHeaderIsRefused(int adjustment, String length) {
        var decoder = new LengthFieldDecoder(field(0, 2, ByteOrder.BIG_ENDIAN, adjustment, 0));

        assertThatThrownBy(() -> decoder.decode(bytes(length))).isInstanceOf(Failure.class);
    }

    @Test
    void theLargestLengthThereIsOnlyWaitsForItsBytes() {
        var decoder = new LengthFieldDecoder(LengthField.ofWidth(4, Integer.MAX_VALUE));

        assertThat(decoder.decode(bytes("7fffffff" + HELLO))).isNull();
    }

    @Test
    void aFrameThatDoesNotFitCannotBeWritten() {
        assertThatThrownBy(() -> LengthField.ofWidth(1, 1000).write(256, new Output(1)))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> LengthField.ofWidth(4, LIMIT).write(LIMIT + 1, new Output(1)))
                .isInstanceOf(Failure.class);
    }

    @ParameterizedTest
    @CsvSource({"-1,2,0", "0,0,0", "0,9,0", "0,2,3", "0,2,-1"})
    void aLayoutThatCannotBeIsRefused(int offset, int width, int skip) {
        assertThatThrownBy(() -> field(offset, width, ByteOrder.BIG_ENDIAN, 0, skip))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static LengthField field(int offset, int width, ByteOrder order, int adjustment, int skip) {
        return new LengthField(offset, width, order, adjustment, skip, LIMIT);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
