package io.tapio.supervision;

import static io.tapio.supervision.Actors.failure;
import static io.tapio.supervision.Actors.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.service.Session.Status;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.testkit.service.HeldService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final Actors ACTORS = new Actors();

    @AfterAll
    static void end() {
        ACTORS.close();
    }

    private sealed interface Message {}

    private record Asked(Call<String, String> call) implements Message {}

    private record Later(Call<String, String> call) implements Message {}

    @Test
    void anInstanceOfAClassAnswers() {
        AtomicInteger count = new AtomicInteger();
        var counter = ServiceSupervisor.<String, Integer>of(
                        "counter", () -> Service.of(request -> count.addAndGet(request.length())))
                .start(ACTORS.system);

        assertThat(get(counter.call(Context.root(), "four"))).isEqualTo(4);
        assertThat(get(counter.call(Context.root(), "seven77"))).isEqualTo(11);
    }

    @Test
    void itTellsItsBoundsWithTheirKeys() {
        var service = ServiceSupervisor.<String, String>of("bounded", HeldService::new)
                .withSettings(settings -> settings.withWorkers(3).withMaxQueued(7))
                .start(ACTORS.system);

        assertThat(Bounded.of(service))
                .containsExactly(
                        Bound.count("workers", 3, "tapio.supervision.workers"),
                        Bound.count("calls that a worker has", 1, "tapio.supervision.max-in-hands"),
                        Bound.count("calls that wait for a worker", 7, "tapio.supervision.max-queued"));
    }

    @Test
    void everyWorkerHasAnInstanceOfItsOwnAndClosesItAtItsEnd() {
        List<String> closed = new CopyOnWriteArrayList<>();
        AtomicInteger made = new AtomicInteger();
        class Instance implements Service<String, String>, AutoCloseable {
            private final int number = made.incrementAndGet();

            @Override
            public CompletionStage<String> call(Context context, String request) {
                return CompletableFuture.completedFuture(request + number);
            }

            @Override
            public void close() {
                closed.add("closed " + number);
            }
        }
        var service =
                ServiceSupervisor.of("closeable", Instance::new).withWorkers(3).start(ACTORS.system);
        get(service.call(Context.root(), "a"));

        get(service.drain(Duration.ofSeconds(10)));

        assertThat(closed).containsExactlyInAnyOrder("closed 1", "closed 2", "closed 3");
    }

    @Test
    void aBehaviorAnswersLaterAndInAnyOrder() {
        List<Call<String, String>> open = Collections.synchronizedList(new ArrayList<>());
        Behavior<Call<String, String>> behavior = Behaviors.receive((context, call) -> {
            open.add(call);
            return Behaviors.same();
        });
        var service = ServiceSupervisor.ofBehavior("later", behavior).start(ACTORS.system);
        var first = service.call(Context.root(), "1");
        var second = service.call(Context.root(), "2");
        ACTORS.eventually(() -> assertThat(open).hasSize(2));

        open.get(1).reply("two");
        open.get(0).reply("one");

        assertThat(get(second)).isEqualTo("two");
        assertThat(get(first)).isEqualTo("one");
        ACTORS.eventually(() -> assertThat(service.load()).isEqualTo(new Load(0, 0, 1, 0)));
    }

    @Test
    void aBehaviorMayHaveAProtocolOfItsOwn() {
        Behavior<Message> behavior = Behaviors.setup(context -> Behaviors.receive(Message.class)
                .onMessage(Asked.class, asked -> {
                    context.getSelf().tell(new Later(asked.call));
                    return Behaviors.same();
                })
                .onMessage(Later.class, later -> {
                    later.call.reply(later.call.request() + "!");
                    return Behaviors.same();
                })
                .build());
        var service =
                ServiceSupervisor.ofBehavior("protocol", behavior, Asked::new).start(ACTORS.system);

        assertThat(get(service.call(Context.root(), "hello"))).isEqualTo("hello!");
    }

    @Test
    void aCallThatTheBehaviorDoesNotHandleFails() {
        var service = ServiceSupervisor.<String, String>ofBehavior(
                        "unhandled", Behaviors.receive((context, call) -> Behaviors.unhandled()))
                .start(ACTORS.system);

        var failure = failure(service.call(Context.root(), "a"));

        assertThat(failure.where()).isEqualTo(Where.SERVICE);
        assertThat(failure).hasMessageContaining("worker-0 of unhandled does not know");
    }

    @Test
    void twoWorkersShareTheCallsByTheirLoad() {
        List<HeldService<Integer, String>> instances = new CopyOnWriteArrayList<>();
        var service = ServiceSupervisor.<Integer, String>of("spread", () -> {
                    var instance = new HeldService<Integer, String>();
                    instances.add(instance);
                    return instance;
                })
                .withWorkers(2)
                .withMaxInHands(4)
                .start(ACTORS.system);
        ACTORS.eventually(() -> assertThat(service.load().workers()).isEqualTo(2));
        IntStream.range(0, 4).forEach(i -> service.call(Context.root(), i));
        ACTORS.eventually(
                () -> assertThat(instances).extracting(HeldService::running).containsExactly(2, 2));

        HeldService<Integer, String> emptied = instances.get(0);
        IntStream.range(0, 2).forEach(i -> emptied.call(i).answer().complete("done"));
        IntStream.range(4, 6).forEach(i -> service.call(Context.root(), i));

        ACTORS.eventually(
                () -> assertThat(instances).extracting(HeldService::running).containsExactly(2, 2));
        assertThat(emptied.requests()).contains(4, 5);
    }

    @Test
    void aWorkerHasNoMoreCallsThanItMayAndTheOthersComeInTheirOrder() {
        var held = new HeldService<Integer, String>();
        var service = ServiceSupervisor.of("hands", () -> held).start(ACTORS.system);
        var calls = IntStream.range(0, 5)
                .mapToObj(i -> service.call(Context.root(), i))
                .toList();

        for (int i = 0; i < 5; i++) {
            int place = i;
            ACTORS.eventually(() -> assertThat(held.requests()).hasSize(place + 1));
            assertThat(service.load().inHands()).isEqualTo(1);
            assertThat(service.load().queued()).isEqualTo(4 - place);
            held.call(place).answer().complete("done");
        }

        assertThat(held.requests()).containsExactly(0, 1, 2, 3, 4);
        calls.forEach(Actors::get);
    }

    @Test
    void aCallBeyondTheQueueIsRefusedWithBothNumbersAndTheKey() {
        var held = new HeldService<Integer, String>();
        var service = ServiceSupervisor.of("full", () -> held).withMaxQueued(2).start(ACTORS.system);
        ACTORS.eventually(() -> assertThat(service.load().workers()).isEqualTo(1));
        IntStream.range(0, 3).forEach(i -> service.call(Context.root(), i));

        var failure = failure(service.call(Context.root(), 3));

        assertThat(failure.where()).isEqualTo(Where.QUEUE);
        assertThat(failure.processed()).isEqualTo(Processed.NO);
        assertThat(failure)
                .hasMessage("call 3 to wait for a worker of service full, where 2 may (tapio.supervision.max-queued)");
        assertThat(service.status()).isEqualTo(Status.BUSY);
        ACTORS.eventually(() -> assertThat(held.requests()).containsExactly(0));
    }

    @Test
    void aStageThatFailsFailsItsCallUnwrapped() {
        var service = ServiceSupervisor.<String, String>of(
                        "failing",
                        () -> (context, request) -> CompletableFuture.supplyAsync(() -> {
                            throw new IllegalStateException("no " + request);
                        }))
                .start(ACTORS.system);

        var failure = failure(service.call(Context.root(), "luck"));

        assertThat(failure.where()).isEqualTo(Where.SERVICE);
        assertThat(failure.getCause()).isInstanceOf(IllegalStateException.class).hasMessage("no luck");
    }
}
