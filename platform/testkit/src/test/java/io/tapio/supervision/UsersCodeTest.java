package io.tapio.supervision;

import static io.tapio.supervision.Actors.failure;
import static io.tapio.supervision.Actors.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.pekko.actor.Kill;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whatever else of the user's throws, the call ends and the service goes on. */
class UsersCodeTest {
    private static final Actors ACTORS = new Actors();
    private static final Predicate<Object> BROKEN = any -> {
        throw new IllegalStateException("broken predicate");
    };

    private final VirtualTimer timer = new VirtualTimer();
    private final AtomicInteger begun = new AtomicInteger();

    @AfterAll
    static void end() {
        ACTORS.close();
    }

    private Behavior<Call<String, String>> keeping() {
        return Behaviors.receive((context, call) -> {
            call.context().cancellation().onCancel(why -> {
                throw new IllegalStateException("broken listener");
            });
            begun.incrementAndGet();
            return Behaviors.same();
        });
    }

    @Test
    void aListenerOfACancellation() {
        var service = ServiceSupervisor.ofBehavior("listener", keeping()).start(ACTORS.system);
        var call = service.call(Context.root(timer).withTimeout(Duration.ofSeconds(1)), "a");
        ACTORS.eventually(() -> assertThat(begun).hasValue(1));

        timer.advance(Duration.ofSeconds(1));

        assertThat(failure(call).where()).isEqualTo(Where.TIMEOUT);
    }

    @Test
    void whatTellsWhetherACallIsSafe() {
        var service = ServiceSupervisor.ofBehavior("requeue-if", keeping())
                .requeueIf(BROKEN)
                .withTimer(timer)
                .start(ACTORS.system);
        var call = service.call(Context.root(), "a");
        ACTORS.eventually(() -> assertThat(begun).hasValue(1));

        ACTORS.end("requeue-if", "/worker-0", Kill.getInstance());

        assertThat(failure(call)).hasMessageStartingWith("worker-0 of requeue-if died with the call");
        ACTORS.eventually(() -> assertThat(timer.scheduled()).isEqualTo(1));
    }

    @Test
    void whatTellsWhetherAWorkerHasToRestart() {
        var service = ServiceSupervisor.<String, String>of(
                        "restart-on", () -> Service.of(request -> request.substring(1)))
                .restartOn(BROKEN)
                .withTimer(timer)
                .start(ACTORS.system);

        assertThat(failure(service.call(Context.root(), "")).getCause())
                .isInstanceOf(StringIndexOutOfBoundsException.class);
        ACTORS.eventually(() -> {
            timer.advance(Duration.ofSeconds(1));
            assertThat(service.load().workers()).isEqualTo(1);
        });
        assertThat(get(service.call(Context.root(), "ab"))).isEqualTo("b");
    }

    @Test
    void whatMakesAMessageOfACall() {
        var service = ServiceSupervisor.<String, String, String>ofBehavior("adapter", Behaviors.empty(), call -> {
                    throw new IllegalStateException("broken adapter");
                })
                .start(ACTORS.system);

        assertThat(failure(service.call(Context.root(), "a"))).hasRootCauseMessage("broken adapter");
        assertThat(service.load().restarts()).isZero();
    }

    @Test
    void anInstanceThatReturnsNoStage() {
        var service = ServiceSupervisor.<String, String>of("null", () -> (context, request) -> null)
                .start(ACTORS.system);

        assertThat(failure(service.call(Context.root(), "a")).where()).isEqualTo(Where.SERVICE);
    }

    @Test
    void aDispatcherThatIsNotThereFailsTheServiceByName() {
        var service = ServiceSupervisor.<String, String>of("nowhere", () -> Service.of(request -> request))
                .on(DispatcherSelector.fromConfig("no.such.dispatcher"))
                .start(ACTORS.system);

        var failure = failure(service.closed()
                .thenCompose(reason -> CompletableFuture.failedFuture(failure(service.call(Context.root(), "a")))));

        assertThat(failure.where()).isEqualTo(Where.CLOSED);
        assertThat(failure).hasMessageContaining("service nowhere failed").hasMessageContaining("no.such.dispatcher");
    }
}
