package io.tapio.samples.services;

import io.tapio.context.Context;
import io.tapio.service.Service;
import io.tapio.supervision.ServiceSupervisor;
import io.tapio.supervision.SupervisedService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/** Sells so many tickets at a time: the number of the last is the answer. One call at a time, so no lock. */
final class Tickets implements Service<Integer, Long> {
    private long last;

    @Override
    public CompletionStage<Long> call(Context context, Integer wanted) {
        if (wanted < 1) {
            throw new IllegalArgumentException("not a number of tickets: " + wanted);
        }
        last += wanted;
        return CompletableFuture.completedFuture(last);
    }

    static SupervisedService<Integer, Long> start(ActorSystem<?> system) {
        return ServiceSupervisor.of("tickets", Tickets::new).withMaxQueued(100).start(system);
    }
}
