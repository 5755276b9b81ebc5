package io.tapio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyDecoderTest {
    private static final RedisSettings SETTINGS = new RedisSettings(1000, 50, 100, 4000, 32);

    private static final String STREAM = "+OK\r\n+\r\n-ERR no\r\n:0\r\n:-12\r\n:9223372036854775807\r\n"
            + ":-9223372036854775808\r\n$3\r\na\r\n\r\n$0\r\n\r\n$-1\r\n*-1\r\n*0\r\n"
            + "*3\r\n:1\r\n*2\r\n$1\r\nx\r\n*0\r\n*1\r\n*1\r\n$-1\r\n+end\r\n";

    private static final List<Reply> REPLIES = List.of(
            Reply.OK,
            new Reply.Simple(""),
            new Reply.Error("ERR no"),
            Reply.ZERO,
            new Reply.Int(-12),
            new Reply.Int(Long.MAX_VALUE),
            new Reply.Int(Long.MIN_VALUE),
            Reply.Bulk.of("a\r\n"),
            Reply.Bulk.of(""),
            Reply.NIL,
            Reply.NIL_ARRAY,
            Reply.Array.of(),
            Reply.Array.of(
                    Reply.ONE,
                    Reply.Array.of(Reply.Bulk.of("x"), Reply.Array.of()),
                    Reply.Array.of(Reply.Array.of(Reply.NIL))),
            new Reply.Simple("end"));

    @Test
    void repliesDoNotDependOnWhereTheBytesAreSplit() {
        byte[] bytes = Feed.bytes(STREAM);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                Feed<Reply> feed = feed().push(Arrays.copyOfRange(bytes, 0, first))
                        .push(Arrays.copyOfRange(bytes, first, second))
                        .push(Arrays.copyOfRange(bytes, second, bytes.length));

                assertThat(feed.frames).as("split at %d and %d", first, second).isEqualTo(REPLIES);
            }
        }
    }

    @Test
    void repliesMayComeInPiecesOfAnySize() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        assertThat(feed().inPieces(Feed.bytes(STREAM), 1).frames).isEqualTo(REPLIES);
        for (int round = 0; round < 500; round++) {
            Feed<Reply> feed = feed().inRandomPieces(Feed.bytes(STREAM), random);
            assertThat(feed.frames).as("seed %d, round %d", seed, round).isEqualTo(REPLIES);
        }
    }

    @Test
    void aStreamThatEndsInsideAReplyMayHaveBeenProcessed() {
        String reply = "*2\r\n$3\r\nabc\r\n:1\r\n";
        for (int length = 1; length < reply.length(); length++) {
            Feed<Reply> feed = feed().push(reply.substring(0, length));

            Failure failure = catchThrowableOfType(Failure.class, feed::end);

            assertThat(feed.frames).isEmpty();
            assertThat(failure.where()).as("cut at %d", length).isEqualTo(Where.CLOSED);
            assertThat(failure.processed()).isEqualTo(Processed.MAYBE);
            assertThat(failure).hasMessage("the server closed inside a reply, after " + length + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\n",
                "\r\n",
                "_x\r\n",
                "#\r\n",
                "#true\r\n",
                ",\r\n",
                ",1f\r\n",
                ",0x1p3\r\n",
                ",NaN\r\n",
                ", 1\r\n",
                ",1e\r\n",
                "(\r\n",
                "(-\r\n",
                "(1.5\r\n",
                "=3\r\ntxt\r\n",
                "=4\r\ntxt;\r\n",
                "=5\r\nt\u00fct:x\r\n",
                "=-1\r\n",
                "!-1\r\n",
                "~-1\r\n",
                "%-1\r\n",
                ">-1\r\n",
                "|-1\r\n",
                "%x\r\n",
                "~x\r\n",
                ":\r\n",
                ":1.5\r\n",
                ":+1\r\n",
                "$x\r\n",
                "$-2\r\n",
                "*-2\r\n",
                "*x\r\n",
                "*1\r\n!\r\n",
                "*1\r\n\r\n",
                "$?\r\n",
                "*?\r\n",
                "%?\r\n",
                "~?\r\n",
                ";3\r\n",
                ".\r\n",
                ":9223372036854775808\r\n"
            })
    void badBytesAreRefused(String bytes) {
        Failure failure = catchThrowableOfType(Failure.class, () -> feed().push(bytes));

        assertThat(failure.where()).isEqualTo(Where.DECODE);
        assertThat(failure.getMessage()).startsWith("a reply ");
    }

    @ParameterizedTest
    @CsvSource({
        "'$1001\r\n', 'a bulk of 1001 bytes', max-bulk-bytes",
        "'*51\r\n', 'an array of 51 elements', max-array-elements",
        "'*1000000000\r\n', 'an array of 1000000000 elements', max-array-elements",
        "'~51\r\n', 'an array of 51 elements', max-array-elements",
        "'>51\r\n', 'an array of 51 elements', max-array-elements",
        "'%26\r\n', 'a map of 52 elements', max-array-elements",
        "'|26\r\n', 'a map of 52 elements', max-array-elements",
        "'%4611686018427387905\r\n', 'a map of 4611686018427387905 elements', max-array-elements",
        "'=1001\r\n', 'a bulk of 1001 bytes', max-bulk-bytes",
        "'!1001\r\n', 'a bulk of 1001 bytes', max-bulk-bytes",
    })
    void limitsAreCheckedBeforeMemoryIsTaken(String bytes, String what, String key) {
        Failure failure = catchThrowableOfType(Failure.class, () -> feed().push(bytes));

        assertThat(failure).hasMessageStartingWith(what + " is larger than the limit of ");
        assertThat(failure).hasMessageEndingWith("(tapio.redis." + key + ")");
    }

    @Test
    void aLineAnArrayOfMuchAndADeepNestingHaveLimits() {
        Failure line = catchThrowableOfType(Failure.class, () -> feed().push("+" + "x".repeat(100)));
        Failure much = catchThrowableOfType(
                Failure.class, () -> feed().push("*9\r\n" + ("$990\r\n" + "x".repeat(990) + "\r\n").repeat(5)));
        Failure deep = catchThrowableOfType(Failure.class, () -> feed().push("*1\r\n".repeat(100_000)));

        assertThat(line).hasMessageContaining("a line of 101 bytes").hasMessageContaining("max-inline-bytes");
        assertThat(much).hasMessageContaining("of 4000 bytes").hasMessageContaining("max-command-bytes");
        assertThat(deep).hasMessageContaining("a nesting of 33 levels").hasMessageContaining("max-reply-depth");
        assertThat(feed().push("*1\r\n".repeat(32) + ":1\r\n").frames).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*1\r\n", "~1\r\n", ">1\r\n", "%1\r\n", "%1\r\n:1\r\n", "|1\r\n", "|0\r\n"})
    void noTypeNestsDeeperThanTheLimit(String opening) {
        Failure failure = catchThrowableOfType(Failure.class, () -> feed().push(opening.repeat(40)));

        assertThat(failure)
                .hasMessage("a nesting of 33 levels is larger than the limit of 32 levels"
                        + " (tapio.redis.max-reply-depth)");
    }

    @Test
    void whatIsExactlyAtALimitIsTaken() {
        assertThat(feed().push("%25\r\n" + "_\r\n".repeat(50)).frames).hasSize(1);
        assertThat(feed().push("=1000\r\ntxt:" + "x".repeat(996) + "\r\n").frames)
                .hasSize(1);
    }

    @Test
    void whatIsOnlyAnnouncedTakesNoMemory() {
        RedisSettings large = RedisSettings.defaults();
        for (String announcement : List.of("*1048576\r\n", "%524288\r\n", "|524288\r\n", "=8388608\r\ntxt:")) {
            ByteBuffer in = ByteBuffer.wrap(Feed.bytes(announcement));
            new ReplyDecoder(large).decode(in.duplicate());
            ReplyDecoder[] decoders = new ReplyDecoder[100];
            Arrays.setAll(decoders, i -> new ReplyDecoder(large));

            long before = allocated();
            for (ReplyDecoder decoder : decoders) {
                decoder.decode(in.duplicate());
            }
            assertThat((allocated() - before) / 100).as(announcement).isLessThan(1000);
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void theLimitOfBytesIsThatOfOneReplyNotOfTheConnection() {
        Feed<Reply> feed = feed();
        for (int i = 0; i < 20; i++) {
            feed.push("*1\r\n$900\r\n" + "x".repeat(900) + "\r\n");
        }

        assertThat(feed.frames).hasSize(20);
    }

    private static Feed<Reply> feed() {
        return new Feed<>(new ReplyDecoder(SETTINGS));
    }
}
