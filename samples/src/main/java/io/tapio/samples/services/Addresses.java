package io.tapio.samples.services;

import io.tapio.context.Context;
import io.tapio.service.Service;
import io.tapio.supervision.ServiceSupervisor;
import io.tapio.supervision.SupervisedService;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/** Looks up the address of a host, in a call that blocks. */
final class Addresses implements Service<String, String> {
    @Override
    public CompletionStage<String> call(Context context, String host) {
        try {
            return CompletableFuture.completedFuture(InetAddress.getByName(host).getHostAddress());
        } catch (UnknownHostException unknown) {
            return CompletableFuture.failedFuture(unknown);
        }
    }

    static SupervisedService<String, String> start(ActorSystem<?> system) {
        return ServiceSupervisor.of("addresses", Addresses::new)
                .blocking()
                .withWorkers(32)
                .requeueIf(host -> true)
                .start(system);
    }
}
