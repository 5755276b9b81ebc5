package io.tapio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapio.protocol.Output;
import io.tapio.testkit.random.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a real redis-server sends is read, and written again with the same bytes. What it sends in RESP 2 is also what
 * our encoder makes of the reply that it sends in RESP 3.
 */
class SameBytesTest {
    @TempDir
    private static Path directory;

    private static RealRedis redis;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(RealRedis.program().isPresent(), "no redis-server on the PATH to compare with");
        redis = RealRedis.start(RealRedis.program().orElseThrow(), directory);
    }

    @AfterAll
    static void stop() throws Exception {
        if (redis != null) {
            redis.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DEBUG PROTOCOL string",
                "DEBUG PROTOCOL integer",
                "DEBUG PROTOCOL double",
                "DEBUG PROTOCOL null",
                "DEBUG PROTOCOL array",
                "DEBUG PROTOCOL set",
                "DEBUG PROTOCOL map",
                "DEBUG PROTOCOL attrib",
                "DEBUG PROTOCOL verbatim",
                "DEBUG PROTOCOL true",
                "DEBUG PROTOCOL false",
                "DEBUG PROTOCOL bignum",
                "DEBUG PROTOCOL other",
                "GET nothing",
                "HGETALL nothing",
                "SMEMBERS nothing",
                "SUBSCRIBE a",
                "COMMAND INFO get",
                "CONFIG GET maxmemory",
                "LOLWUT VERSION 5 1 1 1",
                "CLIENT TRACKINGINFO",
                "MEMORY STATS"
            })
    void aReplyHasTheSameBytesInBothVersions(String command) throws Exception {
        try (Peer two = new Peer(2);
                Peer three = new Peer(3)) {
            Reply inTwo = two.ask(command.split(" "));
            Reply inThree = three.ask(command.split(" "));

            assertThat(written(2, inTwo)).isEqualTo(two.sent());
            assertThat(written(3, inThree)).isEqualTo(three.sent());
            if (!command.startsWith("MEMORY")) {
                assertThat(written(2, inThree)).isEqualTo(two.sent());
            }
        }
    }

    @Test
    void pushesHaveTheSameBytesAndSeveralRepliesDo() throws Exception {
        try (Peer peer = new Peer(3)) {
            Reply push = peer.ask("DEBUG", "PROTOCOL", "push");
            assertThat(push).isInstanceOf(Reply.Push.class);
            assertThat(peer.sent()).startsWith(written(3, push));
            peer.next();

            Reply first = peer.ask("SUBSCRIBE", "a", "b", "c");
            Reply all = Reply.Several.of(first, peer.next(), peer.next());
            assertThat(written(3, all)).isEqualTo(peer.sent());
            assertThat(peer.ask("RESET")).isEqualTo(new Reply.Simple("RESET"));
            assertThat(peer.ask("GET", "nothing")).isEqualTo(Reply.NIL);
            assertThat(peer.sent()).isEqualTo("$-1\r\n");
        }
    }

    @Test
    void theAnswerToHelloIsAlreadyInTheNewVersion() throws Exception {
        try (Peer peer = new Peer(2)) {
            Reply hello = peer.ask("HELLO", "3");

            assertThat(((Reply.Map) hello).get("proto")).isEqualTo(new Reply.Int(3));
            assertThat(written(2, new Reply.Speaking(3, hello))).isEqualTo(peer.sent());
        }
    }

    @Test
    void aDoubleHasTheSameText() throws Exception {
        try (Peer peer = new Peer(3)) {
            Seed.run(random -> {
                for (int i = 0; i < 1000; i++) {
                    double any = Double.longBitsToDouble(random.nextLong());
                    double value = i % 2 == 0 ? any : random.nextInt(1_000_000) / Math.pow(10, random.nextInt(12));
                    if (!Double.isNaN(value)) {
                        Reply added = peer.ask("EVAL", "redis.setresp(3) return {double=ARGV[1]+0}", "0", "" + value);
                        assertThat(written(3, new Reply.Double(value))).isEqualTo(peer.sent());
                        assertThat(added).isEqualTo(new Reply.Double(value));
                    }
                }
            });
        }
    }

    private static String written(int version, Reply reply) {
        ReplyEncoder encoder = new ReplyEncoder();
        Output out = new Output(1);
        encoder.encode(new Reply.Speaking(version, reply), out);
        return out.take().decodeString(StandardCharsets.ISO_8859_1);
    }

    /** A connection that speaks a version, and the bytes that have come since the last question. */
    private static final class Peer implements AutoCloseable {
        private final Socket socket = redis.connect();
        private final Feed<Reply> feed = new Feed<>(new ReplyDecoder(RedisSettings.defaults()));
        private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        private int taken;

        Peer(int version) throws IOException {
            ask("HELLO", Integer.toString(version));
        }

        Reply ask(String... words) {
            sent.reset();
            Output out = new Output(1);
            List<String> all = List.of(words);
            new CommandEncoder()
                    .encode(Command.of(all.get(0), all.subList(1, all.size()).toArray(String[]::new)), out);
            try {
                socket.getOutputStream().write(out.take().toArray());
                return next();
            } catch (IOException failure) {
                throw new AssertionError("the connection failed", failure);
            }
        }

        Reply next() throws IOException {
            byte[] chunk = new byte[4096];
            while (feed.frames.size() == taken) {
                int length = socket.getInputStream().read(chunk);
                assertThat(length).as("bytes of a reply").isPositive();
                sent.write(chunk, 0, length);
                feed.push(java.util.Arrays.copyOf(chunk, length));
            }
            return feed.frames.get(taken++);
        }

        String sent() {
            return sent.toString(StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
