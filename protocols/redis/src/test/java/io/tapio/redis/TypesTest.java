package io.tapio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.protocol.Output;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type: its bytes in RESP 3, and those that stand for it in RESP 2. */
class TypesTest {
    private static final Reply.Map MAP =
            Reply.Map.of(Reply.entry("proto", new Reply.Int(3)), new Reply.Entry(Reply.TRUE, Reply.Map.of()));

    private final ReplyEncoder encoder = new ReplyEncoder();
    private final Output out = new Output(100);

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of(Reply.OK, "+OK\r\n", "+OK\r\n"),
                Arguments.of(new Reply.Error("ERR no"), "-ERR no\r\n", "-ERR no\r\n"),
                Arguments.of(new Reply.Int(-42), ":-42\r\n", ":-42\r\n"),
                Arguments.of(Reply.Bulk.of("a\r\n"), "$3\r\na\r\n\r\n", "$3\r\na\r\n\r\n"),
                Arguments.of(Reply.NIL, "_\r\n", "$-1\r\n"),
                Arguments.of(Reply.TRUE, "#t\r\n", ":1\r\n"),
                Arguments.of(Reply.FALSE, "#f\r\n", ":0\r\n"),
                Arguments.of(new Reply.Double(3.141), ",3.141\r\n", "$5\r\n3.141\r\n"),
                Arguments.of(new Reply.Double(Double.POSITIVE_INFINITY), ",inf\r\n", "$3\r\ninf\r\n"),
                Arguments.of(new Reply.Double(Double.NEGATIVE_INFINITY), ",-inf\r\n", "$4\r\n-inf\r\n"),
                Arguments.of(new Reply.Double(Double.NaN), ",nan\r\n", "$3\r\nnan\r\n"),
                Arguments.of(
                        Reply.BigNumber.of(BigInteger.TEN.pow(30).negate()),
                        "(-1" + "0".repeat(30) + "\r\n",
                        "$32\r\n-1" + "0".repeat(30) + "\r\n"),
                Arguments.of(Reply.Verbatim.of("a\nb"), "=7\r\ntxt:a\nb\r\n", "$3\r\na\nb\r\n"),
                Arguments.of(new Reply.Verbatim("mkd", Reply.Bulk.of("")), "=4\r\nmkd:\r\n", "$0\r\n\r\n"),
                Arguments.of(Reply.Array.of(Reply.ONE, Reply.FALSE), "*2\r\n:1\r\n#f\r\n", "*2\r\n:1\r\n:0\r\n"),
                Arguments.of(Reply.Set.of(Reply.ONE, Reply.ZERO), "~2\r\n:1\r\n:0\r\n", "*2\r\n:1\r\n:0\r\n"),
                Arguments.of(Reply.Set.of(), "~0\r\n", "*0\r\n"),
                Arguments.of(Reply.Map.of(), "%0\r\n", "*0\r\n"),
                Arguments.of(MAP, "%2\r\n$5\r\nproto\r\n:3\r\n#t\r\n%0\r\n", "*4\r\n$5\r\nproto\r\n:3\r\n:1\r\n*0\r\n"),
                Arguments.of(
                        Reply.Push.of(Reply.Bulk.of("invalidate"), Reply.NIL),
                        ">2\r\n$10\r\ninvalidate\r\n_\r\n",
                        "*2\r\n$10\r\ninvalidate\r\n$-1\r\n"),
                Arguments.of(
                        new Reply.Attributed(Reply.Map.of(Reply.entry("ttl", Reply.ONE)), Reply.OK),
                        "|1\r\n$3\r\nttl\r\n:1\r\n+OK\r\n",
                        "+OK\r\n"),
                Arguments.of(
                        Reply.Array.of(
                                new Reply.Attributed(MAP, Reply.Set.of(Reply.ONE)),
                                new Reply.Attributed(Reply.Map.of(), Reply.ZERO)),
                        "*2\r\n|2\r\n$5\r\nproto\r\n:3\r\n#t\r\n%0\r\n~1\r\n:1\r\n|0\r\n:0\r\n",
                        "*2\r\n*1\r\n:1\r\n:0\r\n"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void eachTypeHasItsBytesInBothVersions(Reply reply, String resp3, String resp2) {
        assertThat(encoded(reply)).isEqualTo(resp2);
        assertThat(encoded(new Reply.Speaking(3, reply))).isEqualTo(resp3);
        assertThat(new Feed<>(new ReplyDecoder(RedisSettings.defaults())).push(resp3).frames)
                .containsExactly(reply);
    }

    @Test
    void otherFormsAreReadThatNobodyWrites() {
        assertThat(read("!9\r\nERR a\r\nb \r\n")).isEqualTo(new Reply.Error("ERR a  b "));
        assertThat(read(",-nan\r\n")).isEqualTo(new Reply.Double(Double.NaN));
        assertThat(read(",+1.5E-3\r\n")).isEqualTo(new Reply.Double(0.0015));
        assertThat(read("(+12\r\n")).isEqualTo(new Reply.BigNumber("+12"));
        assertThat(new Reply.BigNumber("+12").value()).isEqualTo(12);
    }

    @Test
    void bothNilsAreOneInResp3() {
        assertThat(encoded(Reply.NIL_ARRAY)).isEqualTo("*-1\r\n");
        assertThat(encoded(new Reply.Speaking(3, Reply.NIL_ARRAY))).isEqualTo("_\r\n");
    }

    @Test
    void theVersionHoldsUntilAReplySpeaksAnother() {
        assertThat(encoded(Reply.NIL)).isEqualTo("$-1\r\n");
        assertThat(encoded(new Reply.Speaking(3, MAP))).startsWith("%2\r\n");
        assertThat(encoded(Reply.NIL)).isEqualTo("_\r\n");
        assertThat(encoded(new Reply.Speaking(2, Reply.Map.of()))).isEqualTo("*0\r\n");
        assertThat(encoded(Reply.NIL)).isEqualTo("$-1\r\n");
    }

    @Test
    void severalRepliesAreWrittenOneAfterTheOther() {
        assertThat(encoded(Reply.Several.of(Reply.ONE, MAP, Reply.NONE, Reply.OK)))
                .isEqualTo(":1\r\n" + encoded(MAP) + "+OK\r\n");
        assertThat(encoded(Reply.NONE)).isEmpty();
        assertThat(encoded(Reply.Several.of(Reply.NIL, new Reply.Speaking(3, Reply.NIL), Reply.NIL)))
                .isEqualTo("$-1\r\n_\r\n_\r\n");
    }

    @Test
    void noReplyInsideAnotherCanBeSeveralOrNone() {
        List<Reply> wholes = List.of(Reply.NONE, new Reply.Speaking(3, Reply.OK));
        for (Reply whole : wholes) {
            for (Reply around : List.of(
                    Reply.Array.of(whole),
                    Reply.Map.of(Reply.entry("k", whole)),
                    Reply.Several.of(Reply.Array.of(whole)),
                    new Reply.Attributed(Reply.Map.of(), whole))) {
                assertThatThrownBy(() -> new ReplyEncoder().encode(around, new Output(100)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageEndingWith(" is no part of another reply");
            }
        }
    }

    @Test
    void whatIsNoReplyCannotBeMade() {
        assertThatThrownBy(() -> new Reply.BigNumber("1\r\n+OK")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Reply.Verbatim("text", Reply.Bulk.of("")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Reply.Verbatim("t\u00fct", Reply.Bulk.of("")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Reply.Speaking(4, Reply.OK)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMapFindsTheValueOfAText() {
        Reply.Map map = Reply.Map.of(
                Reply.entry("a", Reply.ONE),
                new Reply.Entry(new Reply.Simple("b"), Reply.ZERO),
                Reply.entry("a", Reply.NIL));

        assertThat(map.get("a")).isEqualTo(Reply.ONE);
        assertThat(map.get("b")).isEqualTo(Reply.ZERO);
        assertThat(map.get("c")).isNull();
    }

    @Test
    void aDeepNestingOfAnyKindDoesNotRecurse() {
        Reply reply = Reply.ONE;
        for (int i = 0; i < 50_000; i++) {
            reply = new Reply.Attributed(Reply.Map.of(), Reply.Map.of(new Reply.Entry(reply, Reply.OK)));
        }
        Reply all = reply;
        for (int i = 0; i < 50_000; i++) {
            all = new Reply.Speaking(3, new Reply.Several(Collections.singletonList(all)));
        }

        assertThat(encoded(all)).isEqualTo("|0\r\n%1\r\n".repeat(50_000) + ":1\r\n" + "+OK\r\n".repeat(50_000));
    }

    private static Reply read(String bytes) {
        return new Feed<>(new ReplyDecoder(RedisSettings.defaults()))
                .push(bytes)
                .frames
                .get(0);
    }

    private String encoded(Reply reply) {
        encoder.encode(reply, out);
        return out.take().decodeString(StandardCharsets.ISO_8859_1);
    }
}
