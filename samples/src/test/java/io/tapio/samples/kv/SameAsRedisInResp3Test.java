package io.tapio.samples.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapio.samples.KvProgram;
import io.tapio.samples.Running;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kv and a redis-server, side by side, spoken to in RESP 3, where some replies have another shape. */
class SameAsRedisInResp3Test {
    private static final String END_OF_HELLO = "$7\r\nmodules\r\n*0\r\n";

    @TempDir
    private static Path directory;

    private static RealRedis redis;
    private static Running kv;

    @BeforeAll
    static void startBoth() throws Exception {
        assumeTrue(RealRedis.program().isPresent(), "no redis-server on the PATH to compare with");
        redis = RealRedis.start(RealRedis.program().orElseThrow(), directory);
        kv = Running.of(new KvProgram()::start);
    }

    @AfterAll
    static void stopBoth() throws Exception {
        if (redis != null) {
            redis.close();
            kv.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET nothing",
                "SET k v|GET k|MGET k nothing|SET k w NX|SET k w GET",
                "INCRBYFLOAT n 0.1",
                "KEYS *|SCAN 0 COUNT 100",
                "CONFIG GET appendonly|CONFIG GET nonsense",
                "COMMAND INFO nonsense",
                "COMMAND DOCS nonsense",
                "CLIENT GETNAME|CLIENT SETNAME me|CLIENT GETNAME|CLIENT LIST TYPE replica|CLIENT LIST TYPE pubsub",
                "INFO nonsense",
                "MULTI|SET k v|EXEC",
                "WATCH k|SET k x|MULTI|GET k|EXEC",
                "EXEC|MULTI|MULTI|DISCARD",
                "MULTI|SUBSCRIBE one|EXEC|GET k|PING|UNSUBSCRIBE one",
                "SUBSCRIBE a b|PUBLISH a hello|PSUBSCRIBE a*|PUBLISH ab hi|PING|PING x|GET k",
                "UNSUBSCRIBE|SUBSCRIBE a|UNSUBSCRIBE|PUNSUBSCRIBE x|SSUBSCRIBE s|SPUBLISH s m",
                "PUBSUB CHANNELS|PUBSUB NUMSUB a|PUBSUB NUMPAT|PUBSUB SHARDNUMSUB a",
                "FOO|GET|HELLO 4|HELLO 2 nonsense|GET nothing",
                "RESET|GET nothing",
                "CLIENT REPLY SKIP|SET k v|GET k"
            })
    void aConversationHasTheSameBytes(String conversation) throws Exception {
        assertThat(answer(kv.port(), conversation)).isEqualTo(answer(redis.port(), conversation));
    }

    /** All that comes for the commands, and for QUIT behind them. */
    private static String answer(int port, String conversation) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            Peer peer = new Peer(socket.getOutputStream(), socket.getInputStream());
            peer.send("FLUSHALL\r\nHELLO 3\r\n" + conversation.replace("|", "\r\n") + "\r\nQUIT\r\n");
            String all = peer.rest();
            return all.substring(all.indexOf(END_OF_HELLO) + END_OF_HELLO.length());
        }
    }
}
