package io.tapio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandDecoderTest {
    private static final RedisSettings SETTINGS = new RedisSettings(1000, 50, 100, 4000, 32);

    /** Every kind of command, and everything that is skipped between commands. */
    private static final String STREAM =
            "*1\r\n$4\r\nPING\r\n*0\r\n*-1\r\n\r\n\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n\r\n"
                    + "GET  \"a \\x41\\n\" 'b\\'c'\r\n*2\r\n$4\r\nECHO\r\n$11\r\n12345\r\n\u00ff890\r\nPING\nping\r\n";

    private static final List<List<String>> COMMANDS = List.of(
            List.of("PING"),
            List.of("SET", "k", ""),
            List.of("GET", "a A\n", "b'c"),
            List.of("ECHO", "12345\r\n\u00ff890"),
            List.of("PING"),
            List.of("ping"));

    @Test
    void commandsDoNotDependOnWhereTheBytesAreSplit() {
        byte[] bytes = Feed.bytes(STREAM);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                Feed<Command> feed = feed().push(Arrays.copyOfRange(bytes, 0, first))
                        .push(Arrays.copyOfRange(bytes, first, second))
                        .push(Arrays.copyOfRange(bytes, second, bytes.length));

                assertThat(words(feed)).as("split at %d and %d", first, second).isEqualTo(COMMANDS);
            }
        }
    }

    @Test
    void commandsMayComeOneByteAtATime() {
        assertThat(words(feed().inPieces(Feed.bytes(STREAM), 1))).isEqualTo(COMMANDS);
    }

    @Test
    void commandsMayComeInPiecesOfAnySize() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Feed<Command> feed = feed().inRandomPieces(Feed.bytes(STREAM.repeat(3)), random);

            List<List<String>> thrice = new ArrayList<>(COMMANDS);
            thrice.addAll(COMMANDS);
            thrice.addAll(COMMANDS);
            assertThat(words(feed)).as("seed %d, round %d", seed, round).isEqualTo(thrice);
        }
    }

    @Test
    void aStreamThatEndsInsideACommandIsAFailureAndNeverACommand() {
        String command = "*2\r\n$4\r\nECHO\r\n$3\r\nabc\r\n";
        for (int length = 0; length < command.length(); length++) {
            Feed<Command> feed = feed().push(command.substring(0, length));

            assertThat(feed.frames).isEmpty();
            if (length == 0) {
                assertThatCode(feed::end).doesNotThrowAnyException();
            } else {
                Failure failure = catchThrowableOfType(Failure.class, feed::end);
                assertThat(failure.where()).as("cut at %d", length).isEqualTo(Where.CLOSED);
                assertThat(failure.isSafeToRetry()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "*x\\r\\n|invalid multibulk length",
                "*\\r\\n|invalid multibulk length",
                "*01\\r\\n|invalid multibulk length",
                "*1 \\r\\n|invalid multibulk length",
                "*+1\\r\\n|invalid multibulk length",
                "*99999999999999999999999\\r\\n|invalid multibulk length",
                "*1000000000\\r\\n|invalid multibulk length",
                "*51\\r\\n|invalid multibulk length",
                "*1\\r\\n$-1\\r\\n|invalid bulk length",
                "*1\\r\\n$-2\\r\\n|invalid bulk length",
                "*1\\r\\n$\\r\\n|invalid bulk length",
                "*1\\r\\n$2147483648\\r\\n|invalid bulk length",
                "*1\\r\\n$1001\\r\\n|invalid bulk length",
                "*1\\r\\nPING\\r\\n|expected '$', got 'P'",
                "*1\\r\\n\\r\\n|expected '$', got ' '",
                "*1\\r\\n*1\\r\\n*1\\r\\n|expected '$', got '*'",
                "GET \"a\\r\\n|unbalanced quotes in request",
                "GET \"a\"b\\r\\n|unbalanced quotes in request",
                "GET 'a'b\\r\\n|unbalanced quotes in request"
            })
    void badBytesAreRefusedInRedisOwnWordsHoweverTheyAreSplit(String escaped, String words) {
        String bytes = escaped.replace("\\r", "\r").replace("\\n", "\n");

        Failure whole = catchThrowableOfType(Failure.class, () -> feed().push("PING\r\n" + bytes));
        Failure split = catchThrowableOfType(Failure.class, () -> feed().inPieces(Feed.bytes("PING\r\n" + bytes), 1));

        for (Failure failure : List.of(whole, split)) {
            assertThat(failure.where()).isEqualTo(Where.DECODE);
            assertThat(failure.processed()).isEqualTo(Processed.NO);
            assertThat(Redis.errorFrame(failure)).isEqualTo(new Reply.Error("ERR Protocol error: " + words));
        }
    }

    @ParameterizedTest
    @CsvSource({"*, too big mbulk count string", "'*1\r\n$', too big bulk count string", "x, too big inline request"})
    void aLineWithoutAnEndIsRefusedAtTheLimitHoweverItIsSplit(String start, String words) {
        Feed<Command> feed = feed().push(start + "1".repeat(99));
        Failure split = catchThrowableOfType(Failure.class, () -> feed.push("1"));
        Failure whole = catchThrowableOfType(Failure.class, () -> feed().push(start + "1".repeat(100) + "\r\n"));

        for (Failure failure : List.of(split, whole)) {
            assertThat(Redis.errorFrame(failure)).isEqualTo(new Reply.Error("ERR Protocol error: " + words));
            assertThat(failure.getMessage())
                    .startsWith("a line of 10")
                    .endsWith("is larger than the limit of 100 bytes (tapio.redis.max-inline-bytes)");
        }
    }

    @Test
    void everyLimitIsNamedWithBothNumbersAndItsKey() {
        assertThat(fault("*51\r\n"))
                .hasMessage("a command of 51 arguments is larger than the limit of 50 arguments"
                        + " (tapio.redis.max-array-elements)");
        assertThat(fault("*1\r\n$1001\r\n"))
                .hasMessage("an argument of 1001 bytes is larger than the limit of 1000 bytes"
                        + " (tapio.redis.max-bulk-bytes)");
        assertThat(fault("*9\r\n" + ("$1000\r\n" + "x".repeat(1000) + "\r\n").repeat(4)))
                .hasMessage("a command of 4036 bytes is larger than the limit of 4000 bytes"
                        + " (tapio.redis.max-command-bytes)");
    }

    @Test
    void whatIsExactlyAtALimitIsTaken() {
        Feed<Command> feed = feed().push("*1\r\n$1000\r\n" + "x".repeat(1000) + "\r\n")
                .push("*50\r\n" + "$1\r\nx\r\n".repeat(50))
                .push("x".repeat(99) + "\r\n");

        assertThat(feed.frames).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"'POST / HTTP/1.1\r\n'", "'Host: localhost\r\n'", "'*1\r\n$4\r\npost\r\n'"})
    void anHttpRequestEndsTheConnectionWithoutAWord(String request) {
        Failure failure = fault(request + "SET k v\r\n");

        assertThat(failure.where()).isEqualTo(Where.DECODE);
        assertThat(Redis.errorFrame(failure)).isEqualTo(Reply.NONE);
    }

    @Test
    void whatIsOnlyAnnouncedTakesNoMemory() {
        RedisSettings large = RedisSettings.defaults();
        String[] announcements = {"*1048576\r\n", "*1\r\n$8388608\r\n", "*2\r\n$1\r\nx\r\n$8388608\r\nabc"};
        for (String announcement : announcements) {
            ByteBuffer in = ByteBuffer.wrap(Feed.bytes(announcement));
            new CommandDecoder(large).decode(in.duplicate());
            CommandDecoder[] decoders = new CommandDecoder[100];
            Arrays.setAll(decoders, i -> new CommandDecoder(large));

            long before = allocated();
            for (CommandDecoder decoder : decoders) {
                decoder.decode(in.duplicate());
            }
            assertThat((allocated() - before) / 100).as(announcement).isLessThan(1000);
        }
    }

    @Test
    void noByteIsSearchedTwice() {
        CommandDecoder decoder = new CommandDecoder(RedisSettings.defaults());
        Feed<Command> line = new Feed<>(decoder);
        for (int i = 1; i <= 1000; i++) {
            line.push("x");
            assertThat(decoder.searched()).isEqualTo(i);
        }

        Feed<Command> bulk = new Feed<>(new CommandDecoder(RedisSettings.defaults()));
        bulk.push("*2\r\n$4\r\nECHO\r\n$100000\r\n");
        byte[] hundred = new byte[100];
        for (int i = 0; i < 1000; i++) {
            assertThat(bulk.push(hundred).unread()).isZero();
        }
        assertThat(bulk.push("\r\n").frames).hasSize(1);
    }

    @Test
    void memoryForALongArgumentGrowsWithWhatCame() {
        long before = allocated();
        Feed<Command> feed = new Feed<>(new CommandDecoder(RedisSettings.defaults()));
        feed.push("*1\r\n$8000000\r\n");
        byte[] piece = new byte[8000];
        for (int i = 0; i < 1000; i++) {
            feed.push(piece);
        }
        feed.push("\r\n");

        assertThat(feed.frames.get(0).arg(0)).hasSize(8_000_000);
        // the pieces themselves, copied twice by the feed, and less than twice the argument for growing
        assertThat(allocated() - before).isLessThan(5 * 8_000_000);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static Failure fault(String bytes) {
        return catchThrowableOfType(Failure.class, () -> feed().push(bytes));
    }

    private static Feed<Command> feed() {
        return new Feed<>(new CommandDecoder(SETTINGS));
    }

    private static List<List<String>> words(Feed<Command> feed) {
        List<List<String>> all = new ArrayList<>();
        for (Command command : feed.frames) {
            List<String> words = new ArrayList<>();
            for (int i = 0; i < command.argCount(); i++) {
                words.add(new String(command.arg(i), StandardCharsets.ISO_8859_1));
            }
            all.add(words);
        }
        return all;
    }
}
