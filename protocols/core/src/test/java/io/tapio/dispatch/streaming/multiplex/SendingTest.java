package io.tapio.dispatch.streaming.multiplex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.body.Body;
import io.tapio.dispatch.streaming.Chunks;
import io.tapio.dispatch.streaming.DepartingBody;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class SendingTest {
    @Test
    void bytesAreCutToTheCredit() {
        var sending = of(Chunks.bytes(), 4, ByteString.fromString("abcdefg"));

        assertThat(sending.isReady()).isTrue();
        assertThat(sending.take()).isEqualTo(ByteString.fromString("abcd"));
        assertThat(sending.isReady()).isFalse();
        assertThat(sending.grant(2)).isTrue();
        assertThat(sending.take()).isEqualTo(ByteString.fromString("ef"));
        assertThat(sending.grant(9)).isTrue();
        assertThat(sending.take()).isEqualTo(ByteString.fromString("g"));
        assertThat(sending.isReady()).isTrue();
        assertThat(sending.take()).isNull();
    }

    @Test
    void whatCannotBeCutWaitsForCreditForAllOfIt() {
        var sending = of(String::length, 4, "abc", "def");

        assertThat(sending.isReady()).isTrue();
        assertThat(sending.take()).isEqualTo("abc");
        assertThat(sending.isReady()).isFalse();
        assertThat(sending.grant(1)).isFalse();
        assertThat(sending.grant(1)).isTrue();
        assertThat(sending.take()).isEqualTo("def");
    }

    @Test
    void whatCanNeverFitBreaksTheBodyOff() {
        var sending = of(String::length, 4, "abcde");

        assertThat(sending.isReady()).isTrue();
        assertThatThrownBy(sending::take).hasMessageContaining("chunk of 5").hasMessageContaining("which is 4");
    }

    @Test
    void theEndCostsNoCredit() {
        var sending = of(Chunks.<String>counted(), 1, "abc");

        assertThat(sending.isReady()).isTrue();
        assertThat(sending.take()).isEqualTo("abc");
        assertThat(sending.isReady()).isTrue();
        assertThat(sending.take()).isNull();
    }

    @Test
    void creditDoesNotOverflow() {
        var sending = of(Chunks.<String>counted(), 1, "a", "b", "c");
        sending.grant(Long.MAX_VALUE - 1);
        sending.grant(Long.MAX_VALUE - 1);

        for (String chunk : new String[] {"a", "b", "c"}) {
            assertThat(sending.isReady()).isTrue();
            assertThat(sending.take()).isEqualTo(chunk);
        }
    }

    @SafeVarargs
    private static <C> Sending<C> of(Chunks<C> measure, long credit, C... chunks) {
        return new Sending<>(new DepartingBody<>(Body.of(chunks), () -> {}), measure, credit);
    }
}
