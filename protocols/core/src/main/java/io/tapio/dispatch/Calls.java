package io.tapio.dispatch;

import io.tapio.connection.ConnectionInfo;
import io.tapio.failure.Failure;
import io.tapio.upgrade.Switch;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a client's session, for the stage that sends them: which is next, and what has become of each. A call
 * that asks for another protocol is the last until its caller has made up his mind. Belongs to the stage's thread.
 */
public final class Calls<Q, A> {
    private final ClientSession<Q, A> session;
    private final ConnectionInfo connection;
    private final @Nullable Switch points;
    private final Runnable decided;
    private @Nullable UpgradingCall<Q, A> upgrading;

    /**
     * @param points where another protocol may follow; null if none may
     * @param decided runs, on any thread, when a caller has made up his mind
     */
    Calls(ClientSession<Q, A> session, ConnectionInfo connection, @Nullable Switch points, Runnable decided) {
        this.session = session;
        this.connection = connection;
        this.points = points;
        this.decided = decided;
    }

    /** Whether {@link #take()} may give a call. */
    public boolean hasNext() {
        return upgrading == null && session.hasWaiting();
    }

    /** The next call that somebody still waits for, to be sent now; null if there is none. */
    public @Nullable Call<Q, A> take() {
        Call<Q, A> call = upgrading == null ? session.take() : null;
        if (call != null && points != null) {
            upgrading = UpgradingCall.of(call, decided);
        }
        return call;
    }

    /** True while another protocol is asked for: nothing at all is sent behind that. */
    public boolean areHeld() {
        return upgrading != null;
    }

    /** The answer to a call that was taken; its caller may have left, which takes nothing from the connection. */
    public void answered(Call<Q, A> call, A answer) {
        session.over(); // before the answer, which may bring the next call
        begun(call, call.reply(answer));
        completed(call);
    }

    /** As {@link #answered}, with a failure. */
    public void failed(Call<Q, A> call, Failure failure) {
        session.over();
        begun(call, session.fail(call, failure));
        completed(call);
    }

    /**
     * As {@link #answered}, for a call that goes on behind its answer and counts until it is {@link #over}.
     *
     * @return true if its caller has not left
     */
    public boolean reply(Call<Q, A> call, A answer) {
        boolean heard = call.reply(answer);
        begun(call, heard);
        return heard;
    }

    /** As {@link #reply}, with a failure. */
    public void fail(Call<Q, A> call, Failure failure) {
        begun(call, session.fail(call, failure));
    }

    /** A call that was answered is complete, and takes no more room. */
    public void over(Call<Q, A> call) {
        session.over();
        completed(call);
    }

    private void begun(Call<Q, A> call, boolean heard) {
        if (upgrading != null) {
            upgrading.begun(call, heard);
        }
    }

    private void completed(Call<Q, A> call) {
        if (upgrading != null) {
            upgrading.completed(call);
        }
    }

    // -- the end

    /** The peer wants no more calls: those that were sent are awaited, and then the connection ends. */
    public void leave() {
        session.leave();
    }

    // -- for the logic that all clients share

    /** Nothing is read behind the answer to a call that asks for another protocol, before its caller has decided. */
    boolean mayRead() {
        return upgrading == null || !upgrading.isComplete();
    }

    /**
     * Does what the caller has decided, if he has.
     *
     * @return true if another protocol follows
     */
    boolean settle() {
        if (upgrading == null || points == null) {
            return false;
        }
        return switch (upgrading.decision()) {
            case YES -> {
                upgrading.begin(connection, points);
                upgrading = null;
                yield true;
            }
            case NO -> {
                upgrading = null;
                yield false;
            }
            case OPEN -> false;
        };
    }

    /** The connection ends. */
    void end(Failure cause) {
        session.end(cause);
        if (upgrading != null) {
            upgrading.end(cause);
        }
    }
}
