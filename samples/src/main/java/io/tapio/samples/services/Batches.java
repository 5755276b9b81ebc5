package io.tapio.samples.services;

import io.tapio.supervision.Call;
import io.tapio.supervision.ServiceSupervisor;
import io.tapio.supervision.SupervisedService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Keeps what comes within 5 ms, and answers all of it at once with the size of the batch. */
final class Batches {
    sealed interface Message {}

    private record Asked(Call<String, Integer> call) implements Message {}

    private enum Flush implements Message {
        INSTANCE
    }

    static Behavior<Message> collecting() {
        return Behaviors.withTimers(timers -> {
            List<Call<String, Integer>> batch = new ArrayList<>();
            return Behaviors.receive(Message.class)
                    .onMessage(Asked.class, asked -> {
                        batch.add(asked.call);
                        if (batch.size() == 1) {
                            timers.startSingleTimer(Flush.INSTANCE, Duration.ofMillis(5));
                        }
                        return Behaviors.same();
                    })
                    .onMessage(Flush.class, flush -> {
                        batch.forEach(call -> call.reply(batch.size()));
                        batch.clear();
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    static SupervisedService<String, Integer> start(ActorSystem<?> system) {
        return ServiceSupervisor.ofBehavior("batches", collecting(), Asked::new)
                .withMaxInHands(500)
                .start(system);
    }
}
