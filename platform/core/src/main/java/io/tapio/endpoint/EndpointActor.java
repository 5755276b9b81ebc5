package io.tapio.endpoint;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session;
import io.tapio.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.DeadLetterSuppression;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an endpoint connected. Calls do not pass through it.
 *
 * <pre>
 *   connecting ──▶ connected ──▶ connecting     the connection has ended, or takes no more calls
 *       └──▶ resting ──▶ connecting             no target took one; or one did, and ended it at once
 *   any ──▶ draining ──▶ (stopped)
 * </pre>
 */
final class EndpointActor<Q, A> {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointActor.class);

    private static final CloseReason DRAINED = new CloseReason(Kind.DRAINED, "drained");

    /** Any of them may cross the end of its receiver, which is nothing to report. */
    sealed interface Command extends DeadLetterSuppression {}

    enum Told implements Command {
        /** Somebody waits for a session. */
        LOOK,
        /** The back-off is over. */
        AGAIN
    }

    /** Take no more calls, let those under way finish, and end. */
    record Drain(Duration within) implements Command {}

    /** What follows an event of another thread. */
    private record Step(Supplier<Behavior<Command>> step) implements Command {}

    private sealed interface Life<Q, A> {}

    private record Connecting<Q, A>() implements Life<Q, A> {}

    private record Connected<Q, A>(Session<Q, A> session, long since) implements Life<Q, A> {}

    /** @param why there is no connection */
    private record Resting<Q, A>(Failure why) implements Life<Q, A> {}

    /** @param within the time for the connection that is being made, if one is */
    private record Draining<Q, A>(Duration within) implements Life<Q, A> {}

    private final ActorContext<Command> context;
    private final EndpointSettings settings;
    private final List<Target<Q, A>> targets;
    private final Timer timer;
    private final EndpointState<Q, A> state;

    private final Misses misses;
    private Life<Q, A> life = new Connecting<>();
    private Timer.Scheduled again = () -> {};
    private int target;
    private int failures;

    private EndpointActor(
            ActorContext<Command> context,
            EndpointSettings settings,
            List<Target<Q, A>> targets,
            Timer timer,
            EndpointState<Q, A> state) {
        this.context = context;
        this.settings = settings;
        this.targets = targets;
        this.timer = timer;
        this.state = state;
        this.misses = new Misses(targets.size());
    }

    static <Q, A> Behavior<Command> create(
            EndpointSettings settings, List<Target<Q, A>> targets, Timer timer, EndpointState<Q, A> state) {
        return Behaviors.setup(context -> new EndpointActor<>(context, settings, targets, timer, state).begin());
    }

    private Behavior<Command> begin() {
        connect();
        return Behaviors.receive(Command.class)
                .onMessageEquals(Told.LOOK, this::onLook)
                .onMessageEquals(Told.AGAIN, this::onAgain)
                .onMessage(Step.class, step -> step.step.get())
                .onMessage(Drain.class, this::onDrain)
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Command> connect() {
        life = new Connecting<>();
        attempt(targets.get(target))
                .whenComplete((session, thrown) ->
                        then(() -> session != null ? onConnected(session) : onRefused(Failure.of(thrown))));
        return Behaviors.same();
    }

    private static <Q, A> CompletionStage<Session<Q, A>> attempt(Target<Q, A> target) {
        try {
            return target.connect().get();
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private Behavior<Command> onConnected(Session<Q, A> session) {
        session.closed().thenAccept(reason -> then(() -> onEnded(session, reason)));
        Life<Q, A> before = life;
        life = new Connected<>(session, timer.nanoTime());
        if (before instanceof Draining<Q, A> draining) {
            return onDrain(new Drain(draining.within));
        }
        misses.connected();
        state.session(session);
        state.waiters().complete(session);
        if (failures > 0) {
            LOG.info("connected to {} again", targets.get(target).name());
        }
        return Behaviors.same();
    }

    private Behavior<Command> onRefused(Failure why) {
        if (life instanceof Draining) {
            return end(DRAINED);
        }
        misses.refused(why);
        return next();
    }

    private Behavior<Command> onLook() {
        if (life instanceof Connected<Q, A> connected) {
            if (state.waiters().isRefused(connected.session)) {
                return lost(connected, new CloseReason(Kind.PEER_CLOSED, "it takes no more calls"));
            }
            state.waiters().complete(connected.session);
        } else if (life instanceof Resting<Q, A> resting) {
            state.waiters().fail(resting.why);
        }
        return Behaviors.same();
    }

    private Behavior<Command> onEnded(Session<Q, A> session, CloseReason reason) {
        if (life instanceof Draining) {
            return end(reason);
        } else if (life instanceof Connected<Q, A> connected && connected.session == session) {
            return lost(connected, reason);
        }
        return Behaviors.same();
    }

    private Behavior<Command> lost(Connected<Q, A> connected, CloseReason why) {
        state.session(null);
        if (timer.nanoTime() - connected.since >= settings.backoff().min().toNanos()) {
            misses.lived();
            failures = 0;
        } else {
            String message = "the connection to " + targets.get(target).name() + " ended: " + why.message();
            misses.endedAtOnce(new CloseReason(why.kind(), message).toFailure(Processed.NO));
        }
        return next();
    }

    private Behavior<Command> next() {
        target = (target + 1) % targets.size();
        return misses.areEnough() ? rest() : connect();
    }

    private Behavior<Command> rest() {
        failures++;
        boolean hopeless = misses.areAll(settings.givesUpOn());
        state.rested();
        Failure why = misses.take();
        if (hopeless) {
            return givenUp(why, "as declared", "give-up-on");
        }
        if (settings.maxRounds().isPresent() && failures >= settings.maxRounds().getAsInt()) {
            return givenUp(why, "after " + failures + " rounds", "max-rounds");
        }
        if (failures == 1) {
            LOG.warn("{}; trying again with back-off", why.getMessage());
        }
        Duration wait = settings.backoff().after(failures, RandomGenerator.getDefault());
        life = new Resting<>(why);
        again = timer.schedule(wait, () -> context.getSelf().tell(Told.AGAIN));
        state.waiters().fail(why);
        return Behaviors.same();
    }

    private Behavior<Command> givenUp(Failure why, String when, String key) {
        String message = why.getMessage() + "; given up " + when + " (" + EndpointSettings.PATH + "." + key + ")";
        return end(new CloseReason(Kind.CONNECT_FAILED, message));
    }

    private Behavior<Command> onAgain() {
        return life instanceof Resting ? connect() : Behaviors.same();
    }

    private Behavior<Command> onDrain(Drain drain) {
        state.waiters().close(Failure.at(Where.CLOSED, Processed.NO, "the endpoint is draining and takes no calls"));
        if (life instanceof Connected<Q, A> connected) {
            connected.session.drain(drain.within);
        } else if (life instanceof Resting) {
            return end(DRAINED);
        }
        life = new Draining<>(drain.within);
        return Behaviors.same();
    }

    private Behavior<Command> end(CloseReason reason) {
        state.waiters().close(reason.toFailure(Processed.NO));
        state.closed().complete(reason);
        return Behaviors.stopped();
    }

    private Behavior<Command> onStop() {
        again.cancel();
        state.session(null);
        if (life instanceof Connected<Q, A> connected) {
            connected.session.drain(Duration.ZERO); // nobody can call it any more
        }
        return end(new CloseReason(Kind.STOPPED, "the endpoint was stopped"));
    }

    private void then(Supplier<Behavior<Command>> step) {
        context.getSelf().tell(new Step(step));
    }
}
