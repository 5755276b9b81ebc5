package io.tapio.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsGuessTest {
    @ParameterizedTest
    @ValueSource(strings = {"16 03 01", "16 03 01 02 00", "16 03 01 02 00 01", "16 03 04 02 00 01 00 01 fc 03 03"})
    void aClientHelloIsKnownByWhatHasComeOfIt(String first) {
        assertThat(TlsGuess.of(bytes(first))).isEqualTo(TlsGuess.ASKED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"16", "16 03", "16 03 05", "16 03 ff", "17 03 01", "16 02 01", "16 03 01 02 00 02", "2a 31"})
    void anythingElseIsNone(String first) {
        assertThat(TlsGuess.of(bytes(first))).isEqualTo(TlsGuess.SETTLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"16 03 03 00 7a 02", "15 03 03 00 02 02 28"})
    void whoAnswersWithARecordSpeaksTls(String answer) {
        assertThat(TlsGuess.ASKED.answered(bytes(answer))).isEqualTo(TlsGuess.SETTLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2d 45 52 52", "15", "16 00"})
    void whoAnswersAnythingElseDoesNot(String answer) {
        assertThat(TlsGuess.ASKED.answered(bytes(answer))).isEqualTo(TlsGuess.REFUSED);
    }

    @Test
    void aFaultIsNamedWhetherItIsAnsweredOrNot() {
        CloseReason fault = new CloseReason(Kind.PROTOCOL_FAULT, "no such frame");
        CloseReason named = new CloseReason(
                Kind.PROTOCOL_FAULT,
                "the peer begins with TLS, and this port does not (tapio.tcp.server.tls): no such frame");

        assertThat(TlsGuess.ASKED.named(fault)).isEqualTo(named);
        assertThat(TlsGuess.REFUSED.named(fault)).isEqualTo(named);
        assertThat(TlsGuess.UNHEARD.named(fault)).isEqualTo(fault);
        assertThat(TlsGuess.SETTLED.named(fault)).isEqualTo(fault);
    }

    @ParameterizedTest
    @EnumSource
    void otherEndsAreNamedWhereThePeerHasSeenTheAnswerAndMadeThem(Kind kind) {
        Set<Kind> thePeers = EnumSet.of(Kind.PEER_CLOSED, Kind.RESET, Kind.IDLE_TIMEOUT, Kind.HALF_CLOSED_TIMEOUT);
        CloseReason reason = new CloseReason(kind, "why");

        assertThat(TlsGuess.SETTLED.named(reason)).isEqualTo(reason);
        if (kind != Kind.PROTOCOL_FAULT) {
            assertThat(TlsGuess.ASKED.named(reason)).isEqualTo(reason);
            assertThat(TlsGuess.REFUSED.named(reason).message().contains("TLS")).isEqualTo(thePeers.contains(kind));
            assertThat(TlsGuess.REFUSED.named(reason).kind()).isEqualTo(kind);
        }
    }

    private static ByteString bytes(String hex) {
        return ByteString.fromArray(HexFormat.ofDelimiter(" ").parseHex(hex));
    }
}
