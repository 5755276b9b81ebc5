package io.tapio.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CloseReasonTest {
    @ParameterizedTest
    @CsvSource({
        "CONNECT_TIMEOUT, CONNECT",
        "HANDSHAKE_FAILED, HANDSHAKE",
        "PROTOCOL_FAULT, DECODE",
        "IDLE_TIMEOUT, CLOSED",
        "STOPPED, CLOSED"
    })
    void aReasonTellsACallWhereItFailed(Kind kind, Where where) {
        assertThat(new CloseReason(kind, "why").toFailure(Processed.NO).where()).isEqualTo(where);
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonHasALabelAndGoesIntoTheFailure(Kind kind) {
        Failure failure = new CloseReason(kind, "why").toFailure(Processed.MAYBE);

        assertThat(kind.label()).matches("[a-z_]+");
        assertThat(failure.detail()).containsEntry("close.reason", kind.label());
        assertThat(failure).hasMessage("why");
    }

    @ParameterizedTest
    @EnumSource
    void aFailureMayNameTheReasonItself(Kind kind) {
        CloseReason named = new CloseReason(kind, "why");

        assertThat(CloseReason.of(named.toFailure(Processed.MAYBE))).isEqualTo(named);
        assertThat(CloseReason.brokenOff(named.toFailure(Processed.MAYBE)).detail())
                .containsEntry("close.reason", kind.label());
    }

    @Test
    void aFailureThatNamesNoneIsReadByItsPlace() {
        assertThat(of(Where.DECODE)).isEqualTo(Kind.PROTOCOL_FAULT);
        assertThat(of(Where.HANDSHAKE)).isEqualTo(Kind.HANDSHAKE_FAILED);
        assertThat(of(Where.SERVICE)).isEqualTo(Kind.SERVICE_FAILED);
        assertThat(of(Where.CLOSED)).isEqualTo(Kind.PEER_CLOSED);
        assertThat(CloseReason.of(new IllegalStateException("a bug")).kind()).isEqualTo(Kind.INTERNAL_ERROR);
    }

    @Test
    void aMessageThatBrokeOffIsNoEndAndAnAnsweredFaultIs() {
        Failure broken = CloseReason.brokenOff(Failure.at(Where.CLOSED, Processed.MAYBE, "the body ended"));

        assertThat(CloseReason.of(broken)).isEqualTo(new CloseReason(Kind.BROKEN_OFF, "the body ended"));
        assertThat(Kind.BROKEN_OFF.breaksOff()).isTrue();
        assertThat(Kind.PROTOCOL_FAULT.breaksOff()).isFalse();
    }

    private static Kind of(Where where) {
        return CloseReason.of(Failure.at(where, Processed.NO, "why")).kind();
    }

    @Test
    void itsTextIsOneLine() {
        assertThat(new CloseReason(Kind.RESET, "by the peer")).hasToString("reset: by the peer");
    }
}
