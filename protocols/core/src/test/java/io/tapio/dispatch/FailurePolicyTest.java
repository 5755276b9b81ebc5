package io.tapio.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.dispatch.pipeline.PipelineSettings;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailurePolicyTest {
    @ParameterizedTest
    @EnumSource
    void everyFailureIsAnsweredUnlessSomebodySaysSo(Where where) {
        assertThat(PipelineSettings.load().onFailure().choose(failure(where))).isEqualTo(OnFailure.ANSWER);
        assertThat(MultiplexSettings.load().onFailure().choose(failure(where))).isEqualTo(OnFailure.ANSWER);
    }

    @Test
    void theConfigurationChoosesByWhereTheCallHasFailed() {
        FailurePolicy policy = policy("service = close, peer-refused = answer-and-close");

        assertThat(policy.choose(failure(Where.SERVICE))).isEqualTo(OnFailure.CLOSE);
        assertThat(policy.choose(failure(Where.PEER_REFUSED))).isEqualTo(OnFailure.ANSWER_AND_CLOSE);
        assertThat(policy.choose(failure(Where.TIMEOUT))).isEqualTo(OnFailure.ANSWER);
    }

    @Test
    void anUnknownChoiceIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> policy("timeout = ignore"))
                .hasMessageContainingAll(
                        "tapio.dispatch.on-failure.timeout", "ignore must be of answer, answer-and-close, close");
    }

    private static FailurePolicy policy(String keys) {
        return FailurePolicy.from(ConfigFactory.parseString("tapio.dispatch.on-failure { " + keys + " }")
                .withFallback(ConfigFactory.load()));
    }

    private static Failure failure(Where where) {
        return Failure.at(where, Processed.MAYBE, "no");
    }
}
