package io.tapio.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import io.tapio.testkit.codec.CodecContract;
import io.tapio.testkit.codec.Oversized;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest extends CodecContract<String> {
    private static final int LIMIT = 1 << 16;

    @Override
    protected Decoder<String> decoder() {
        return Framing.lines(LIMIT).decoder().get();
    }

    @Override
    protected Encoder<String> encoder() {
        return Framing.lines(LIMIT).encoder().get();
    }

    @Override
    protected List<String> frames() {
        return List.of("hello", "", "a longer line, with spaces", "\r in the middle\r.", "Zürich 東京 🚀", "", "end");
    }

    @Override
    protected String large() {
        return "x".repeat(LIMIT);
    }

    @Override
    protected Optional<Oversized> oversized() {
        return Optional.of(new Oversized("x".repeat(LIMIT + 1).getBytes(StandardCharsets.US_ASCII), LIMIT));
    }

    @Override
    protected boolean lastMayEndWithStream() {
        return true;
    }

    @Test
    void crBeforeLfIsNoPartOfALine() {
        ByteBuffer in = bytes("one\r\ntwo\n\r\n");
        Decoder<String> decoder = decoder();

        assertThat(decoder.decode(in)).isEqualTo("one");
        assertThat(decoder.decode(in)).isEqualTo("two");
        assertThat(decoder.decode(in)).isEmpty();
        assertThat(decoder.decode(in)).isNull();
    }

    @Test
    void theStreamEndsItsLastLine() {
        ByteBuffer in = bytes("one\nlast");
        Decoder<String> decoder = decoder();

        assertThat(decoder.decodeEof(in)).isEqualTo("one");
        assertThat(decoder.decodeEof(in)).isEqualTo("last");
        assertThat(decoder.decodeEof(in)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345\n", "12345\r\n", "12345\r"})
    void aLineAsLongAsTheLimitIsRead(String line) {
        assertThat(new TextDecoder(5).decodeEof(bytes(line))).isEqualTo("12345");
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456\n", "123456", "12345\r6", "12345\r\r\n"})
    void aLongerLineIsRefusedWithItsKey(String line) {
        Failure refusal = catchThrowableOfType(Failure.class, () -> new LineDecoder(5).decode(bytes(line)));

        assertThat(refusal.where()).isEqualTo(Where.DECODE);
        assertThat(refusal).hasMessageContainingAll("limit of 5 bytes", "tapio.framing.max-line-bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "\n", "end\n", "read as the end of the line\r"})
    void aLineThatWouldBeReadAsAnotherCannotBeWritten(String line) {
        Output out = new Output(LIMIT);

        assertThatThrownBy(() -> encoder().encode(line, out)).isInstanceOf(Failure.class);

        assertThat(out.isEmpty()).isTrue();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
