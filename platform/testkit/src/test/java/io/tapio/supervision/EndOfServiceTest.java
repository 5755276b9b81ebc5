package io.tapio.supervision;

import static io.tapio.supervision.Actors.failure;
import static io.tapio.supervision.Actors.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason.Kind;
import io.tapio.context.Context;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.service.Session.Status;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.pekko.actor.Kill;
import org.apache.pekko.actor.PoisonPill;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EndOfServiceTest {
    private static final Actors ACTORS = new Actors();
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final VirtualTimer timer = new VirtualTimer();
    private final HeldService<String, String> held = new HeldService<>();
    private final CountDownLatch stuck = new CountDownLatch(1);

    @AfterAll
    static void end() {
        ACTORS.close();
    }

    private SupervisedService<String, String> held(String name) {
        return ServiceSupervisor.of(name, () -> held).withTimer(timer).start(ACTORS.system);
    }

    private CompletionStage<String> begun(SupervisedService<String, String> service) {
        var call = service.call(Context.root(), "begun");
        ACTORS.eventually(() -> assertThat(held.running()).isEqualTo(1));
        return call;
    }

    @Test
    void aServiceDrainsWhatItHasAndTakesNoMore() {
        var service = held("draining");
        var inHands = begun(service);
        var queued = service.call(Context.root(), "queued");

        var drained = service.drain(LIMIT);

        var refused = failure(service.call(Context.root(), "refused"));
        assertThat(refused.where()).isEqualTo(Where.CLOSED);
        assertThat(refused.processed()).isEqualTo(Processed.NO);
        assertThat(refused).hasMessage("service draining is draining");
        assertThat(service.status()).isEqualTo(Status.BUSY);
        held.call(0).answer().complete("1");
        ACTORS.eventually(() -> assertThat(held.requests()).hasSize(2));
        assertThat(drained.toCompletableFuture()).isNotDone();
        held.call(1).answer().complete("2");
        assertThat(get(inHands)).isEqualTo("1");
        assertThat(get(queued)).isEqualTo("2");
        get(drained);
        assertThat(get(service.closed()).kind()).isEqualTo(Kind.DRAINED);
        assertThat(service.status()).isEqualTo(Status.CLOSED);
        ACTORS.eventually(() -> assertThat(timer.scheduled()).isZero());
    }

    @Test
    void whatIsLeftAtTheDrainDeadlineIsCutAndCounted() {
        var service = held("cut");
        var inHands = begun(service);
        var queued = Stream.of("a", "b")
                .map(request -> service.call(Context.root(), request))
                .toList();
        var drained = service.drain(LIMIT);
        ACTORS.eventually(() -> assertThat(timer.scheduled()).isEqualTo(1));

        timer.advance(LIMIT);

        get(drained);
        assertThat(get(service.closed()).kind()).isEqualTo(Kind.DRAIN_DEADLINE);
        assertThat(failure(inHands).processed()).isEqualTo(Processed.MAYBE);
        assertThat(queued).allMatch(call -> failure(call).processed() == Processed.NO);
        assertThat(Stream.concat(Stream.of(inHands), queued.stream()))
                .allSatisfy(
                        call -> assertThat(failure(call))
                                .hasMessage(
                                        "service cut did not drain within 5000 ms: 2 calls were queued and 1 in the hands of workers"));
        assertThat(held.call(0).context().cancellation().isCancelled()).isTrue();
    }

    @Test
    void aServiceDrainsAlthoughItsWorkerDies() {
        var service = held("dying-drain");
        var inHands = begun(service);
        var queued = service.call(Context.root(), "queued");
        var drained = service.drain(LIMIT);

        ACTORS.end("dying-drain", "/worker-0", Kill.getInstance());
        assertThat(failure(inHands).where()).isEqualTo(Where.SERVICE);
        ACTORS.eventually(() -> assertThat(timer.scheduled()).isEqualTo(2));
        timer.advance(Duration.ofMillis(100));
        ACTORS.eventually(() -> assertThat(held.requests()).hasSize(2));
        ACTORS.end("dying-drain", "/worker-0", Kill.getInstance());

        assertThat(failure(queued).where()).isEqualTo(Where.SERVICE);
        get(drained);
        assertThat(get(service.closed()).kind()).isEqualTo(Kind.DRAINED);
    }

    @Test
    void aServiceDrainsByItsDeadlineAlthoughAWorkerDoesNotStop() {
        class Reluctant implements Service<String, String>, AutoCloseable {
            @Override
            public CompletionStage<String> call(Context context, String request) {
                return CompletableFuture.completedFuture(request);
            }

            @Override
            public void close() {
                ExpiredCallsTest.await(stuck);
            }
        }
        var service = ServiceSupervisor.of("reluctant", Reluctant::new)
                .blocking()
                .withTimer(timer)
                .start(ACTORS.system);
        var blocker = ServiceSupervisor.<String, String>of("blocker", () -> (context, request) -> {
                    ExpiredCallsTest.await(stuck);
                    return CompletableFuture.completedFuture(request);
                })
                .blocking()
                .withTimer(timer)
                .start(ACTORS.system);
        get(service.call(Context.root(), "a"));
        var call = blocker.call(Context.root(), "b");
        ACTORS.eventually(() -> assertThat(blocker.load().inHands()).isEqualTo(1));

        var drained = service.drain(LIMIT);
        var cut = blocker.drain(LIMIT);
        ACTORS.eventually(() -> assertThat(timer.scheduled()).isPositive());
        ACTORS.eventually(() -> {
            timer.advance(LIMIT);
            assertThat(cut.toCompletableFuture()).isDone();
        });

        assertThat(failure(call).where()).isEqualTo(Where.CLOSED);
        stuck.countDown();
        get(drained);
        assertThat(get(service.closed()).kind()).isEqualTo(Kind.DRAINED);
    }

    private static Stream<Arguments> deaths() {
        return Stream.of("", "/sentinel")
                .flatMap(victim -> Stream.of(PoisonPill.getInstance(), Kill.getInstance())
                        .map(death -> Arguments.of(victim, death)));
    }

    @ParameterizedTest(name = "supervisor{0} by {1}")
    @MethodSource("deaths")
    void theDeathOfASupervisorFailsItsCallsAtOnceAndNoOthers(String victim, Object death) {
        String name = "killed" + victim.replace('/', '-') + "-"
                + death.getClass().getSimpleName().charAt(0);
        CountDownLatch working = new CountDownLatch(1);
        var service = ServiceSupervisor.<String, String>of(name, () -> (context, request) -> {
                    working.countDown();
                    ExpiredCallsTest.await(stuck); // the worker cannot stop, and the supervisor not before it
                    return CompletableFuture.completedFuture(request);
                })
                .blocking()
                .start(ACTORS.system);
        var other = held("other-than-" + name);
        var otherCall = begun(other);
        var inHands = service.call(Context.root(), "in hands");
        ExpiredCallsTest.await(working);
        var queued = service.call(Context.root(), "queued");

        ACTORS.end(name, victim, death);

        assertThat(failure(inHands).where()).isEqualTo(Where.CLOSED);
        assertThat(failure(inHands).processed()).isEqualTo(Processed.MAYBE);
        assertThat(failure(queued).where()).isEqualTo(Where.CLOSED);
        assertThat(failure(queued).processed()).isEqualTo(Processed.NO);
        var after = failure(service.call(Context.root(), "after"));
        assertThat(after.where()).isEqualTo(Where.CLOSED);
        assertThat(after.processed()).isEqualTo(Processed.NO);
        assertThat(after).hasMessage("the supervisor of service " + name + " was stopped");
        assertThat(get(service.closed()).kind()).isEqualTo(Kind.STOPPED);
        held.call(0).answer().complete("unharmed");
        assertThat(get(otherCall)).isEqualTo("unharmed");
        assertThat(other.status()).isEqualTo(Status.OPEN);
        stuck.countDown();
    }

    @Test
    void theEndOfTheActorSystemDrainsTheService() {
        Actors own = new Actors(LIMIT);
        var service = ServiceSupervisor.of("with-system", () -> held).start(own.system);
        var call = begun(service);

        own.system.terminate();
        ACTORS.eventually(() -> assertThat(service.status()).isEqualTo(Status.BUSY));
        held.call(0).answer().complete("in time");
        own.close();

        assertThat(get(call)).isEqualTo("in time");
        assertThat(get(service.closed()).kind()).isEqualTo(Kind.DRAINED);
    }
}
