package io.tapio.supervision;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.failure.Failure;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An ActorSystem for one test class, and what waits for it. */
final class Actors implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(20);

    final ActorSystem<Void> system;
    private final TestProbe<Object> probe;

    /** A system that does not wait long for calls that a test has left open. */
    Actors() {
        this(Duration.ofMillis(50));
    }

    Actors(Duration drainTimeout) {
        Config config =
                ConfigFactory.parseString("tapio.supervision.drain-timeout = " + drainTimeout.toMillis() + " ms");
        system = ActorSystem.create(Behaviors.empty(), "supervision", config.withFallback(ConfigFactory.load()));
        probe = TestProbe.create(system);
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .copy()
                .orTimeout(LONG.toSeconds(), SECONDS)
                .join();
    }

    static Failure failure(CompletionStage<?> stage) {
        try {
            throw new AssertionError("answered: " + get(stage));
        } catch (CompletionException thrown) {
            if (thrown.getCause() instanceof Failure failure) {
                return failure;
            }
            throw thrown;
        }
    }

    /** Waits until {@code assertion} holds. */
    void eventually(Runnable assertion) {
        probe.awaitAssert(LONG, Duration.ofMillis(2), () -> {
            assertion.run();
            return null;
        });
    }

    /** Sends a death to the actor at the path of a service: {@code ""} for its supervisor, or {@code "/worker-0"}. */
    void end(String service, String path, Object death) {
        ActorSelection victim = system.classicSystem().actorSelection("/system/tapio-service-" + service + "-*" + path);
        get(victim.resolveOne(LONG));
        victim.tell(death, ActorRef.noSender());
    }

    @Override
    public void close() {
        system.terminate();
        get(system.getWhenTerminated());
    }
}
