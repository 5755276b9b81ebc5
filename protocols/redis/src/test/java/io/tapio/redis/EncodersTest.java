package io.tapio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.protocol.Output;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class EncodersTest {
    private final ReplyEncoder replies = new ReplyEncoder();
    private final CommandEncoder commands = new CommandEncoder();
    private final Output out = new Output(100);

    @Test
    void eachReplyHasItsForm() {
        assertThat(encoded(Reply.OK)).isEqualTo("+OK\r\n");
        assertThat(encoded(Reply.PONG)).isEqualTo("+PONG\r\n");
        assertThat(encoded(new Reply.Simple("RESET"))).isEqualTo("+RESET\r\n");
        assertThat(encoded(new Reply.Error("ERR no"))).isEqualTo("-ERR no\r\n");
        assertThat(encoded(Reply.ZERO)).isEqualTo(":0\r\n");
        assertThat(encoded(new Reply.Int(-1234567890))).isEqualTo(":-1234567890\r\n");
        assertThat(encoded(new Reply.Int(Long.MAX_VALUE))).isEqualTo(":9223372036854775807\r\n");
        assertThat(encoded(new Reply.Int(Long.MIN_VALUE))).isEqualTo(":-9223372036854775808\r\n");
        assertThat(encoded(Reply.Bulk.of("hällo"))).isEqualTo("$6\r\nh\u00c3\u00a4llo\r\n");
        assertThat(encoded(Reply.NIL)).isEqualTo("$-1\r\n");
        assertThat(encoded(Reply.NIL_ARRAY)).isEqualTo("*-1\r\n");
        assertThat(encoded(Reply.Array.of())).isEqualTo("*0\r\n");
        assertThat(encoded(Reply.Array.of(Reply.ONE, Reply.Array.of(Reply.NIL), Reply.OK)))
                .isEqualTo("*3\r\n:1\r\n*1\r\n$-1\r\n+OK\r\n");
        assertThat(encoded(Reply.NONE)).isEmpty();
    }

    @Test
    void aLineBreakCannotEndATextEarly() {
        assertThat(encoded(new Reply.Error("ERR unknown command 'x\r\n+OK'")))
                .isEqualTo("-ERR unknown command 'x  +OK'\r\n");
        assertThat(encoded(new Reply.Simple("a\nb"))).isEqualTo("+a b\r\n");
    }

    @Test
    void aCommandIsAnArrayOfBulks() {
        commands.encode(Command.of("SET", "k", ""), out);

        assertThat(taken()).isEqualTo("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n\r\n");
    }

    @Test
    void aLongArrayWaitsForRoomAndLosesNothing() {
        Reply inner = new Reply.Array(Collections.nCopies(50, Reply.Bulk.of("0123456789")));
        Reply reply = new Reply.Array(Collections.nCopies(50, inner));
        ByteString all = ByteString.emptyByteString();
        int rounds = 1;
        while (!replies.encodeSome(reply, out)) {
            assertThat(out.size()).isBetween(100, 120);
            all = all.concat(out.take());
            rounds++;
        }
        all = all.concat(out.take());

        assertThat(rounds).isGreaterThan(300);
        assertThat(text(all)).isEqualTo(encoded(reply));
    }

    @Test
    void aLongCommandWaitsForRoomAndLosesNothing() {
        Command command = Command.of("DEL", Collections.nCopies(100, "a-key").toArray(String[]::new));
        StringBuilder all = new StringBuilder();
        while (!commands.encodeSome(command, out)) {
            assertThat(out.size()).isBetween(100, 120);
            all.append(taken());
        }
        all.append(taken());

        commands.encode(command, out);
        assertThat(all.toString()).isEqualTo(taken());
    }

    @Test
    void aDeepNestingDoesNotRecurse() {
        Reply reply = Reply.ONE;
        for (int i = 0; i < 100_000; i++) {
            reply = new Reply.Array(List.of(reply));
        }

        assertThat(encoded(reply)).isEqualTo("*1\r\n".repeat(100_000) + ":1\r\n");
    }

    private String encoded(Reply reply) {
        replies.encode(reply, out);
        return taken();
    }

    private String taken() {
        return text(out.take());
    }

    private static String text(ByteString bytes) {
        return bytes.decodeString(StandardCharsets.ISO_8859_1);
    }
}
