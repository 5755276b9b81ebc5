package io.tapio.dispatch;

import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import io.tapio.upgrade.SessionUpgrade;
import io.tapio.upgrade.SessionUpgrade.Decision;
import io.tapio.upgrade.Switch;
import org.jspecify.annotations.Nullable;

/**
 * The call that asks for another protocol. Nothing is sent behind it, and nothing is read behind its answer, until its
 * caller has decided what the answer means. Belongs to the stage.
 */
final class UpgradingCall<Q, A> {
    private enum Answer {
        AWAITED,
        BEGUN,
        COMPLETE
    }

    private final Call<Q, A> call;
    private final SessionUpgrade<?, ?> upgrade;
    private Answer answer = Answer.AWAITED;

    private UpgradingCall(Call<Q, A> call, SessionUpgrade<?, ?> upgrade) {
        this.call = call;
        this.upgrade = upgrade;
    }

    /**
     * A call that is about to be sent; null if it asks for no other protocol.
     *
     * @param told runs, on any thread, when its caller has decided
     */
    static <Q, A> @Nullable UpgradingCall<Q, A> of(Call<Q, A> call, Runnable told) {
        SessionUpgrade<?, ?> upgrade = call.context().get(SessionUpgrade.KEY).orElse(null);
        if (upgrade == null) {
            return null;
        }
        upgrade.sent(told);
        return new UpgradingCall<>(call, upgrade);
    }

    /** Some call's answer is there, or the beginning of it. */
    void begun(Call<Q, A> any, boolean heard) {
        if (any == call) {
            if (!heard) {
                throw left();
            }
            answer = Answer.BEGUN;
        }
    }

    /** Some call and its answer are complete. */
    void completed(Call<Q, A> any) {
        if (any == call) {
            answer = Answer.COMPLETE;
        }
    }

    boolean isComplete() {
        return answer == Answer.COMPLETE;
    }

    /**
     * What the caller has decided. The old protocol's last word is the end of the answer, so what follows has to wait
     * for it. A caller who decides before the answer has begun has left.
     */
    Decision decision() {
        Decision decision = upgrade.decision();
        if (answer == Answer.AWAITED && decision == Decision.NO) {
            throw left();
        }
        return answer == Answer.COMPLETE || decision == Decision.NO ? decision : Decision.OPEN;
    }

    void begin(ConnectionInfo connection, Switch points) {
        upgrade.begin(connection, points);
    }

    void end(Failure cause) {
        upgrade.end(cause);
    }

    private static Failure left() {
        return ClientLogic.closed(
                "the caller left while another protocol was asked for, and which one is spoken is unknown");
    }
}
