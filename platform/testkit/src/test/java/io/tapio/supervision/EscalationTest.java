package io.tapio.supervision;

import static io.tapio.supervision.Actors.failure;
import static io.tapio.supervision.Actors.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason.Kind;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session.Status;
import io.tapio.testkit.time.VirtualTimer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EscalationTest {
    private static final Actors ACTORS = new Actors();
    private static final Duration BACKOFF = Duration.ofSeconds(1);

    private final VirtualTimer timer = new VirtualTimer();

    @AfterAll
    static void end() {
        ACTORS.close();
    }

    @Test
    void aWorkerThatCannotStartIsTriedUntilTheBudgetIsUsedUp() {
        var service = ServiceSupervisor.<String, String>of("stillborn", () -> {
                    throw new IllegalStateException("no database");
                })
                .withSettings(
                        settings -> settings.withRestart(settings.restart().withBudget(3, Duration.ofHours(1))))
                .withTimer(timer)
                .start(ACTORS.system);
        var call = service.call(Context.root(), "a");
        ACTORS.eventually(() -> {
            timer.advance(Duration.ofSeconds(10));
            assertThat(service.closed().toCompletableFuture()).isDone();
        });

        assertThat(get(service.closed()).kind()).isEqualTo(Kind.SERVICE_FAILED);
        assertThat(failure(call).where()).isEqualTo(Where.CLOSED);
        assertThat(failure(call).processed()).isEqualTo(Processed.NO);
        assertThat(failure(call))
                .hasMessage("service stillborn failed: restart 4 of its workers within 3600000 ms, where 3 may be"
                        + " (tapio.supervision.restart.budget and .window); worker-0 of stillborn died:"
                        + " java.lang.IllegalStateException: no database");
    }

    @Test
    void tooManyDeathsFailTheServiceAndItsParentIsTold() {
        var disk = ServiceSupervisor.<String, String>of("escalating", () -> (context, request) -> {
                    throw new UncheckedIOException(new IOException("disk"));
                })
                .restartOn(IOException.class::isInstance)
                .withSettings(settings -> settings.withRestart(
                        settings.restart().withBackoff(BACKOFF, BACKOFF).withBudget(3, Duration.ofMinutes(1))))
                .withTimer(timer);
        CompletableFuture<SupervisedService<String, String>> started = new CompletableFuture<>();
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        ACTORS.system.systemActorOf(
                Behaviors.<Void>setup(context -> {
                    started.complete(disk.start(context));
                    context.getChildren().forEach(context::watch);
                    return Behaviors.receive(Void.class)
                            .onSignal(ChildFailed.class, failed -> {
                                told.complete(failed.getCause());
                                return Behaviors.same();
                            })
                            .build();
                }),
                "parent",
                Props.empty());
        var service = get(started);
        for (int i = 0; i < 3; i++) {
            failure(service.call(Context.root(), "disk"));
            ACTORS.eventually(() -> assertThat(timer.scheduled()).isEqualTo(1));
            timer.advance(BACKOFF);
        }
        failure(service.call(Context.root(), "disk"));

        assertThat(get(told)).isInstanceOf(Failure.class).hasMessageContaining("service escalating failed: restart 4");
        assertThat(get(told)).hasRootCauseMessage("disk");
        assertThat(service.status()).isEqualTo(Status.CLOSED);
        var refused = failure(service.call(Context.root(), "a"));
        assertThat(refused.where()).isEqualTo(Where.CLOSED);
        assertThat(refused.processed()).isEqualTo(Processed.NO);
    }
}
