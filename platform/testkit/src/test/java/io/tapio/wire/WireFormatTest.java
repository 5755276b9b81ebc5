package io.tapio.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.testkit.random.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class WireFormatTest {
    private static final WireFormat<Map<String, ByteString>> FIELDS = WireFormat.fields();

    @Test
    void fieldsAreReadAsTheyWereWritten() {
        Seed.run(random -> {
            Map<String, ByteString> fields = new LinkedHashMap<>();
            for (int i = random.nextInt(10); i > 0; i--) {
                byte[] value = new byte[random.nextInt(1000)];
                random.nextBytes(value);
                fields.put("field " + i + "é".repeat(random.nextInt(5)), ByteString.fromArray(value));
            }

            assertThat(FIELDS.read(FIELDS.write(fields))).isEqualTo(fields);
        });
    }

    @Test
    void bytesThatWereCutOffOrSpoiledAreAFailureOrOtherFieldsAndNothingElse() {
        ByteString good = FIELDS.write(Map.of("a", ByteString.fromString("some"), "b", ByteString.fromString("more")));
        Seed.run(random -> {
            for (int round = 0; round < 1000; round++) {
                byte[] bytes = good.take(random.nextInt(good.size() + 1)).toArray();
                for (int spoiled = Math.min(bytes.length, random.nextInt(4)); spoiled > 0; spoiled--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                try {
                    FIELDS.read(ByteString.fromArray(bytes));
                } catch (Failure failure) {
                    assertThat(failure.where()).isEqualTo(Where.DECODE);
                }
            }
        });
    }

    @Test
    void noMemoryIsTakenForWhatIsOnlyAnnounced() {
        byte[] announced = {0, 1, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff, 'a'};

        assertThatThrownBy(() -> FIELDS.read(ByteString.fromArray(announced)))
                .hasMessage("a field is longer than what has come of it");
    }

    @Test
    void aFailureArrivesWhole() {
        Failure sent = Failure.at(Where.PEER_REFUSED, Processed.NO, "full: 10 of 10 (some.key)")
                .withAddress("10.0.0.1:80")
                .withElapsed(Duration.ofMillis(12))
                .withDetail("http.status", "503")
                .withDetail("", "odd")
                .withCause(new IOException("no route"));

        Failure arrived = WireFormat.failure().read(WireFormat.failure().write(sent));

        assertThat(arrived.where()).isEqualTo(sent.where());
        assertThat(arrived.processed()).isEqualTo(sent.processed());
        assertThat(arrived.getMessage()).isEqualTo(sent.getMessage());
        assertThat(arrived.address()).isEqualTo(sent.address());
        assertThat(arrived.elapsed()).isEqualTo(sent.elapsed());
        assertThat(arrived.detail()).isEqualTo(sent.detail());
        assertThat(arrived.getCause()).hasToString("there: java.io.IOException: no route");
    }

    @Test
    void theCauseOfAFailureThatIsHandedOnIsTheFirst() {
        Failure first = Failure.of(new IOException("no route"));
        WireFormat<Failure> format = WireFormat.failure();

        Failure twice = format.read(format.write(format.read(format.write(first))));

        assertThat(twice.getCause()).hasToString("there: java.io.IOException: no route");
    }

    @Test
    void aFailureOfALaterVersionMeansWhatNobodyKnows() {
        Map<String, ByteString> later = Map.of(
                "where", ByteString.fromString("MOON"),
                "processed", ByteString.fromString("PERHAPS"),
                "colour", ByteString.fromString("blue"));

        Failure failure = WireFormat.failure().read(FIELDS.write(later));

        assertThat(failure.where()).isEqualTo(Where.SERVICE);
        assertThat(failure.processed()).isEqualTo(Processed.MAYBE);
    }

    @Test
    void whatAFormatThrowsIsAFailureOfDecoding() {
        WireFormat<Integer> numbers = WireFormat.text().map(Integer::valueOf, String::valueOf);

        assertThat(numbers.read(numbers.write(7))).isEqualTo(7);
        assertThatThrownBy(() -> numbers.read(ByteString.fromString("seven", StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.where()).isEqualTo(Where.DECODE));
    }
}
