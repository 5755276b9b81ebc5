package io.tapio.endpoint;

import io.tapio.connection.CloseReason;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session;
import io.tapio.stats.SystemStats;
import io.tapio.time.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.jspecify.annotations.Nullable;

/** A session that goes on when its connection ends, on the next; see the package for what it promises. */
public final class Endpoint<Q, A> implements Session<Q, A> {
    private static final AtomicLong OPENED = new AtomicLong();

    private final EndpointSettings settings;
    private final ActorRef<EndpointActor.Command> actor;
    private final EndpointState<Q, A> state;

    private Endpoint(EndpointSettings settings, ActorRef<EndpointActor.Command> actor, EndpointState<Q, A> state) {
        this.settings = settings;
        this.actor = actor;
        this.state = state;
    }

    /** Begins to connect to the first of {@code targets}, with the settings of the system's configuration. */
    @SafeVarargs
    public static <Q, A> Endpoint<Q, A> open(ClassicActorSystemProvider system, Target<Q, A>... targets) {
        EndpointSettings settings =
                EndpointSettings.from(system.classicSystem().settings().config());
        return open(system, settings, List.of(targets));
    }

    /** Begins to connect to the first of {@code targets}, of which there must be one. */
    public static <Q, A> Endpoint<Q, A> open(
            ClassicActorSystemProvider system, EndpointSettings settings, List<Target<Q, A>> targets) {
        return open(system, settings, targets, Timer.shared());
    }

    /** For tests, which turn the clock of the back-off. */
    static <Q, A> Endpoint<Q, A> open(
            ClassicActorSystemProvider system, EndpointSettings settings, List<Target<Q, A>> targets, Timer timer) {
        String name = targets.stream().map(Target::name).collect(Collectors.joining(","));
        EndpointState<Q, A> state = new EndpointState<>(settings.maxWaiting(), SystemStats.of(system), name);
        ActorRef<EndpointActor.Command> actor = Adapter.toTyped(system.classicSystem())
                .systemActorOf(
                        EndpointActor.create(settings, List.copyOf(targets), timer, state),
                        "tapio-endpoint-" + OPENED.incrementAndGet(),
                        DispatcherSelector.defaultDispatcher());
        return new Endpoint<>(settings, actor, state);
    }

    @Override
    public CompletionStage<A> call(Context context, Q request) {
        Session<Q, A> now = state.session();
        return now == null
                ? wait(null, context, request, settings.maxMoves())
                : call(now, context, request, settings.maxMoves());
    }

    private CompletionStage<A> call(Session<Q, A> session, Context context, Q request, int moves) {
        CompletionStage<A> answer = session.call(context, request);
        if (answer instanceof CompletableFuture<A> future && future.isDone() && !future.isCompletedExceptionally()) {
            return answer;
        }
        return answer.exceptionallyCompose(thrown -> {
            Failure failure = Failure.of(thrown);
            return moves > 0 && failure.where() == Where.CLOSED && failure.isSafeToRetry()
                    ? wait(session, context, request, moves - 1)
                    : CompletableFuture.failedFuture(failure);
        });
    }

    private CompletionStage<A> wait(@Nullable Session<Q, A> refused, Context context, Q request, int moves) {
        CompletableFuture<Session<Q, A>> next = new CompletableFuture<>();
        state.waiters().add(refused, next);
        actor.tell(EndpointActor.Told.LOOK);
        var caller = context.cancellation().onCancel(why -> {
            state.waiters().remove(next);
            next.completeExceptionally(why);
        });
        return next.whenComplete((session, thrown) -> caller.close())
                .thenCompose(session -> call(session, context, request, moves));
    }

    /** Busy while there is no connection. */
    @Override
    public Status status() {
        Session<Q, A> now = state.session();
        if (state.closed().isDone()) {
            return Status.CLOSED;
        }
        return now != null && now.status() == Status.OPEN ? Status.OPEN : Status.BUSY;
    }

    @Override
    public CompletionStage<Done> drain(Duration within) {
        actor.tell(new EndpointActor.Drain(within));
        return state.closed().thenApply(reason -> Done.getInstance());
    }

    @Override
    public CompletionStage<CloseReason> closed() {
        return state.closed().minimalCompletionStage();
    }
}
