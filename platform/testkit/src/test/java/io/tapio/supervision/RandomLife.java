package io.tapio.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.testkit.time.VirtualTimer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Kill;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Workers that answer now, later or never, throw and die; callers that leave, and deadlines; and at the end a drain, a
 * death or an escalation.
 */
final class RandomLife {
    private static final Duration LONG = Duration.ofHours(1);

    private enum Act {
        ANSWER,
        ANSWER_LATER,
        THROW,
        FAIL_LATER,
        NEVER,
        DIE,
        DIE_LATER,
        STOP
    }

    private record Request(int number, Act act) {}

    private record Asked(Request request, CompletionStage<Integer> answer) {}

    private final Actors actors;
    private final RandomGenerator random;
    private final VirtualTimer timer = new VirtualTimer();
    private final CancellationSource caller = new CancellationSource();
    private final Queue<Call<Request, Integer>> open = new ConcurrentLinkedQueue<>();
    private final Set<Integer> begun = ConcurrentHashMap.newKeySet();
    private final List<Asked> asked = new ArrayList<>();

    RandomLife(Actors actors, RandomGenerator random) {
        this.actors = actors;
        this.random = random;
    }

    /**
     * One service from its start to its end: every call ends, with its own answer or a failure that tells the truth.
     */
    void play(String name) {
        SupervisedService<Request, Integer> service = supervisor(name).start(actors.system);
        for (int number = 0; number < 500; number++) {
            Act act = random.nextInt(20) == 0
                    ? Act.values()[random.nextInt(Act.values().length)]
                    : Act.values()[random.nextInt(Act.NEVER.ordinal() + 1)];
            Request request = new Request(number, act);
            asked.add(new Asked(request, service.call(context(), request)));
            disturb(name);
        }
        end(name, service);
        actors.eventually(() -> {
            timer.advance(Duration.ofSeconds(1));
            assertThat(asked).allMatch(each -> each.answer.toCompletableFuture().isDone());
        });
        asked.forEach(this::check);
        actors.eventually(() -> {
            timer.advance(LONG);
            assertThat(service.load().inHands() + service.load().queued()).isZero();
            assertThat(timer.scheduled()).isZero();
        });
    }

    private ServiceSupervisor<Request, Integer> supervisor(String name) {
        ServiceSupervisor<Request, Integer> supervisor = random.nextBoolean()
                ? ServiceSupervisor.ofBehavior(name, behavior())
                : ServiceSupervisor.of(name, () -> (context, request) -> instance(request));
        int budget = random.nextInt(4) == 0 ? 3 : 10_000;
        return supervisor
                .withWorkers(1 + random.nextInt(4))
                .withMaxInHands(1 + random.nextInt(8))
                .withMaxQueued(1 + random.nextInt(200))
                .restartOn(IOException.class::isInstance)
                .requeueIf(request -> request.number % 2 == 0)
                .withSettings(settings -> settings.withRestart(settings.restart()
                        .withBackoff(Duration.ofMillis(1), Duration.ofMillis(5))
                        .withBudget(budget, LONG)))
                .withTimer(timer);
    }

    private Behavior<Call<Request, Integer>> behavior() {
        return Behaviors.receive((context, call) -> {
            begun.add(call.request().number);
            switch (call.request().act) {
                case STOP -> {
                    return Behaviors.stopped();
                }
                case ANSWER -> call.reply(call.request().number);
                case THROW, DIE -> throw thrown(call.request());
                default -> open.add(call);
            }
            return Behaviors.same();
        });
    }

    private CompletionStage<Integer> instance(Request request) {
        begun.add(request.number);
        return switch (request.act) {
            case ANSWER -> CompletableFuture.completedFuture(request.number);
            case THROW, DIE -> throw thrown(request);
            case STOP -> throw new AssertionError("an error ends a worker, too");
            default -> {
                CompletableFuture<Integer> later = new CompletableFuture<>();
                open.add(new Promise(request, later));
                yield later;
            }
        };
    }

    /** A call of an instance, which has a stage in its place. */
    private record Promise(Request request, CompletableFuture<Integer> stage) implements Call<Request, Integer> {
        @Override
        public Context context() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void reply(Integer answer) {
            stage.complete(answer);
        }

        @Override
        public void fail(Throwable cause) {
            stage.completeExceptionally(cause);
        }
    }

    private static RuntimeException thrown(Request request) {
        return switch (request.act) {
            case DIE, DIE_LATER -> new UncheckedIOException(new IOException("disk"));
            default -> new IllegalStateException("thrown");
        };
    }

    private Context context() {
        Context context = Context.root(timer);
        if (random.nextInt(3) == 0) {
            context = context.withTimeout(Duration.ofMillis(1 + random.nextInt(50)));
        }
        return random.nextInt(3) == 0 ? context.withCancellation(caller) : context;
    }

    private void disturb(String name) {
        switch (random.nextInt(8)) {
            case 0 -> timer.advance(Duration.ofMillis(random.nextInt(10)));
            case 1, 2, 3 -> answerOne();
            case 4 -> Thread.yield();
            case 5 -> {
                if (random.nextInt(100) == 0) {
                    actors.system
                            .classicSystem()
                            .actorSelection("/system/tapio-service-" + name + "-*/worker-0")
                            .tell(Kill.getInstance(), ActorRef.noSender());
                }
            }
            case 6 -> {
                if (random.nextInt(60) == 0) {
                    caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "left"));
                }
            }
            default -> {}
        }
    }

    private void answerOne() {
        Call<Request, Integer> call = open.poll();
        if (call != null) {
            switch (call.request().act) {
                case ANSWER_LATER -> call.reply(call.request().number);
                case FAIL_LATER, DIE_LATER -> call.fail(thrown(call.request()));
                default -> {}
            }
        }
    }

    private void end(String name, SupervisedService<Request, Integer> service) {
        if (random.nextBoolean()) {
            service.drain(Duration.ofMillis(random.nextInt(100)));
            for (int i = 0; i < 500; i++) {
                disturb(name);
            }
        } else {
            actors.system
                    .classicSystem()
                    .actorSelection("/system/tapio-service-" + name + "-*")
                    .tell(Kill.getInstance(), ActorRef.noSender());
        }
    }

    private void check(Asked each) {
        int number = each.request.number;
        Integer reply =
                each.answer.exceptionally(thrown -> null).toCompletableFuture().join();
        if (reply != null) {
            assertThat(reply).isEqualTo(number);
            return;
        }
        Failure failure = Actors.failure(each.answer);
        assertThat(failure).message().isNotBlank();
        if (failure.processed() == Processed.NO) {
            assertThat(begun).doesNotContain(number);
        }
    }
}
