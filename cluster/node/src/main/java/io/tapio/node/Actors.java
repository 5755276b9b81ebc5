package io.tapio.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.tapio.failure.Failure;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.LoggerFactory;

/** The actor system of a command, and the one place where its main thread waits. */
final class Actors {
    private Actors() {}

    static ActorSystem<Void> start(Config config) {
        // Here, on one thread: the system's own threads would start the logger all at once, and it tells of that.
        LoggerFactory.getILoggerFactory();
        return ActorSystem.create(Behaviors.empty(), "tapio", Configuration.forActors(config));
    }

    /** For one call: that a fresh JVM loads its classes meanwhile, on the loop as well, is no news to anybody. */
    static ActorSystem<Void> startForACall(Config config) {
        return start(config.withValue("tapio.io.watchdog-limit", ConfigValueFactory.fromAnyRef("10 s")));
    }

    /** Waits; only the main thread of a command may, and no service ever runs on that. */
    static <T> T await(CompletionStage<T> stage) throws InterruptedException {
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException failed) {
            throw Failure.of(failed);
        }
    }
}
