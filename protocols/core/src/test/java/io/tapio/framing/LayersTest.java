package io.tapio.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.codec.Codec;
import io.tapio.failure.Failure;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.settings.Bound;
import io.tapio.testkit.codec.CodecContract;
import io.tapio.testkit.codec.Oversized;
import io.tapio.testkit.random.Seed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

/** Compression over a checksum over a length field keeps the laws of codecs, and each layer finds what it should. */
class LayersTest extends CodecContract<ByteString> {
    private static final int LIMIT = 1 << 16;
    private static final Codec<ByteString, ByteString> CODEC =
            new Deflate(LIMIT).over(Checksum.crc32().over(Framing.lengthField(LengthField.ofWidth(4, LIMIT))));

    @Override
    protected Decoder<ByteString> decoder() {
        return CODEC.decoder().get();
    }

    @Override
    protected Encoder<ByteString> encoder() {
        return CODEC.encoder().get();
    }

    @Override
    protected List<ByteString> frames() {
        return Stream.of("hello", "", "\n\n\n", "x".repeat(300), "")
                .map(ByteString::fromString)
                .toList();
    }

    @Override
    protected ByteString large() {
        byte[] noise = new byte[LIMIT - 100];
        new java.util.Random(1).nextBytes(noise);
        return ByteString.fromArrayUnsafe(noise);
    }

    @Override
    protected Optional<Oversized> oversized() {
        return Optional.of(new Oversized(new byte[] {0, 1, 0, 1}, LIMIT));
    }

    @Test
    void limitsOfAllLayersAreTold() {
        Codec<ByteString, ByteString> codec =
                new Deflate(200).over(Checksum.crc32().over(Framing.lengthField(LengthField.ofWidth(4, 100))));

        assertThat(codec.limits().bounds())
                .containsExactly(
                        Bound.bytes("bytes of a frame", 100, null),
                        Bound.bytes("bytes of a frame that was compressed", 200, "tapio.framing.max-inflated-bytes"));
    }

    @Test
    void aChecksumIsThatOfTheStandard() {
        ByteString digits = ByteString.fromString("123456789");

        assertThat(Checksum.crc32().write(digits).drop(9)).isEqualTo(ByteString.fromInts(0xcb, 0xf4, 0x39, 0x26));
        assertThat(Checksum.crc32c().write(digits).drop(9)).isEqualTo(ByteString.fromInts(0xe3, 0x06, 0x92, 0x83));
    }

    @Test
    void aFrameWithAnyBitTurnedIsFound() {
        ByteString written = Checksum.crc32().write(ByteString.fromString("a frame of some bytes"));
        for (int bit = 0; bit < written.size() * 8; bit++) {
            byte[] bytes = written.toArray();
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            ByteString turned = ByteString.fromArrayUnsafe(bytes);

            assertThatThrownBy(() -> Checksum.crc32().read(turned))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("of 21 bytes is ");
        }
        assertThatThrownBy(() -> Checksum.crc32().read(ByteString.fromString("abc")))
                .hasMessageContaining("3 bytes is too short");
    }

    @Test
    void whatWasCompressedIsReadWhateverItIs() {
        Deflate deflate = new Deflate(100_000);
        Seed.run(random -> {
            for (int i = 0; i < 200; i++) {
                byte[] bytes = new byte[random.nextInt(100_001)];
                int letters = 1 + random.nextInt(256);
                for (int at = 0; at < bytes.length; at++) {
                    bytes[at] = (byte) random.nextInt(letters);
                }
                ByteString frame = ByteString.fromArrayUnsafe(bytes);

                assertThat(deflate.read(deflate.write(frame))).isEqualTo(frame);
            }
        });
    }

    @Test
    void aBombIsRefusedAtTheLimitWithBothNumbersAndTheKey() {
        ByteString bomb = new Deflate(0).write(ByteString.fromArrayUnsafe(new byte[50_000_000]));
        assertThat(bomb.size()).isLessThan(60_000);

        assertThatThrownBy(() -> new Deflate(1000).read(bomb))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(bomb.size() + " bytes")
                .hasMessageContaining("1000 bytes (tapio.framing.max-inflated-bytes)");
    }

    @Test
    void aFrameOfExactlyTheLimitIsRead() {
        ByteString frame = ByteString.fromArrayUnsafe(new byte[1000]);

        assertThat(new Deflate(1000).read(new Deflate(1000).write(frame))).isEqualTo(frame);
    }

    @Test
    void bytesThatWereNotCompressedAreAFault() {
        Deflate deflate = new Deflate(1000);
        ByteString good = deflate.write(ByteString.fromString("hello"));

        assertThatThrownBy(() -> deflate.read(ByteString.fromString("hello")))
                .hasMessageContaining("cannot be inflated");
        assertThatThrownBy(() -> deflate.read(good.dropRight(3))).hasMessageContaining("ends inside");
        assertThatThrownBy(() -> deflate.read(ByteString.emptyByteString())).hasMessageContaining("ends inside");
        assertThatThrownBy(() -> deflate.read(good.concat(ByteString.fromString("xy"))))
                .hasMessageContaining("2 bytes of a frame lie behind");
    }
}
