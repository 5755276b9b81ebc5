package io.tapio.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CloseReasonsTest {
    @ParameterizedTest
    @EnumSource
    void aProtocolMayNameTheReasonItself(Kind kind) {
        CloseReason named = new CloseReason(kind, "why");

        assertThat(CloseReasons.failed(named.toFailure(Processed.MAYBE))).isEqualTo(named);
    }

    @Test
    void aFailureThatNamesNoneIsReadByItsPlace() {
        assertThat(failed(Where.DECODE)).isEqualTo(Kind.PROTOCOL_FAULT);
        assertThat(failed(Where.HANDSHAKE)).isEqualTo(Kind.HANDSHAKE_FAILED);
        assertThat(failed(Where.SERVICE)).isEqualTo(Kind.SERVICE_FAILED);
        assertThat(CloseReasons.failed(new IllegalStateException("a bug")).kind())
                .isEqualTo(Kind.INTERNAL_ERROR);
    }

    private static Kind failed(Where where) {
        return CloseReasons.failed(Failure.at(where, Processed.NO, "why")).kind();
    }
}
