package io.tapio.dispatch;

import com.typesafe.config.Config;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.settings.Section;
import java.util.EnumMap;
import java.util.Map;

/**
 * Chooses what a server does about a call that has failed, or about a bad frame. Is asked on the connection's thread,
 * and never about a call that succeeds.
 */
@FunctionalInterface
public interface FailurePolicy {
    OnFailure choose(Failure failure);

    /**
     * The policy of {@code config}, which has the keys from {@code tapio} on: {@code tapio.dispatch.on-failure} chooses
     * by where the call has failed.
     */
    static FailurePolicy from(Config config) {
        Section section = Section.of(config, "tapio.dispatch.on-failure");
        Map<Where, OnFailure> choices = new EnumMap<>(Where.class);
        for (Where where : Where.values()) {
            choices.put(where, section.choice(Section.word(where), OnFailure.class));
        }
        return failure -> choices.getOrDefault(failure.where(), OnFailure.ANSWER);
    }
}
