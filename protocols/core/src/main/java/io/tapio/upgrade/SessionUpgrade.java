package io.tapio.upgrade;

import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a client to speak another protocol on the connection of a session, which travels in the context of the
 * call that asks the server for it. Thread-safe.
 *
 * @param <Q> requests of the next protocol
 * @param <A> its replies
 */
public final class SessionUpgrade<Q, A> {
    /** Where a client's dispatch finds it. */
    public static final Context.Key<SessionUpgrade<?, ?>> KEY = Context.Key.local("session upgrade");

    /** What the caller makes of the reply. */
    public enum Decision {
        OPEN,
        /** The old protocol goes on. */
        NO,
        YES
    }

    private final CompletableFuture<Session<Q, A>> session = new CompletableFuture<>();
    private volatile Decision decision = Decision.OPEN;
    private volatile @Nullable ClientProtocol<Q, A> next;
    private volatile @Nullable Runnable dispatch;
    private volatile @Nullable Failure ended;

    private SessionUpgrade() {}

    /**
     * Asks the server for another protocol, and goes on with that if the reply says so.
     *
     * <p>Nothing is sent behind the request until it is answered; calls wait. When the protocol changes, those are
     * refused, and the old session is closed. A caller that leaves before the reply ends the connection, because nobody
     * knows what is spoken on it then.
     *
     * @param next what the reply means: the protocol that follows; or it throws, ideally a {@link Failure} that says
     *     why, and the session stays as it was
     * @return the session of the next protocol; fails with what {@code next} has thrown, or as the call has
     */
    public static <Q, A, Q2, A2> CompletionStage<Session<Q2, A2>> ask(
            Session<Q, A> session,
            Context context,
            Q request,
            Function<? super A, ? extends ClientProtocol<Q2, A2>> next) {
        SessionUpgrade<Q2, A2> upgrade = new SessionUpgrade<>();
        session.call(context.with(KEY, upgrade), request)
                .whenComplete((reply, thrown) -> upgrade.decide(reply, thrown, next));
        return upgrade.session;
    }

    /**
     * A client's protocol, which another may follow if {@code offered}; if not, that costs nothing.
     *
     * @param first the graph of the protocol, for the points of its connection; null if there are none
     */
    public static <S> Flow<ByteString, ByteString, CompletionStage<S>> calling(
            boolean offered, Function<@Nullable Switch, Flow<ByteString, ByteString, CompletionStage<S>>> first) {
        return offered
                ? Switch.starting(first::apply).mapMaterializedValue(started -> started.thenCompose(opened -> opened))
                : first.apply(null);
    }

    private <T> void decide(
            T reply, @Nullable Throwable thrown, Function<? super T, ? extends ClientProtocol<Q, A>> next) {
        if (thrown != null) {
            decide(Decision.NO);
            session.completeExceptionally(Failure.of(thrown));
            return;
        }
        try {
            this.next = next.apply(reply);
        } catch (RuntimeException refusal) {
            decide(Decision.NO);
            session.completeExceptionally(Failure.of(refusal));
            return;
        }
        decide(Decision.YES);
        failIfItCannotBegin();
    }

    private void failIfItCannotBegin() {
        if (dispatch == null) {
            session.completeExceptionally(Failure.at(
                    Where.WRITE, Processed.MAYBE, "the protocol of this session is not one that can change"));
        } else if (ended != null && decision == Decision.YES) {
            session.completeExceptionally(ended);
        }
    }

    private void decide(Decision decision) {
        this.decision = decision;
        Runnable told = dispatch;
        if (told != null) {
            told.run();
        }
    }

    // -- for the dispatch

    /** The call is being sent; {@code told} runs, on any thread, when there is a decision. */
    public void sent(Runnable told) {
        dispatch = told;
    }

    public Decision decision() {
        return decision;
    }

    /** Lets the next protocol follow. */
    public void begin(ConnectionInfo connection, Switch points) {
        ClientProtocol<Q, A> protocol = next;
        if (protocol != null) {
            points.to(protocol.open(connection)).thenCompose(opened -> opened).whenComplete((opened, thrown) -> {
                if (thrown == null) {
                    session.complete(opened);
                } else {
                    session.completeExceptionally(Failure.of(thrown));
                }
            });
        }
    }

    /** The connection has ended, and the next protocol has not begun. */
    public void end(Failure cause) {
        if (ended == null) {
            ended = cause;
        }
        failIfItCannotBegin();
    }
}
