package io.tapio.samples.benchmarks;

import io.tapio.samples.KvProgram;
import java.util.concurrent.ExecutionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** What {@code tapio serve kv} runs; system properties choose its selector and the number of its loops. */
final class TapioStore {
    private TapioStore() {}

    /** @param args the port */
    public static void main(String[] args) throws ExecutionException, InterruptedException {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "benchmark");
        var binding = new KvProgram().start(system, "127.0.0.1", Integer.parseInt(args[0]));
        System.out.println(binding.toCompletableFuture().get());
    }
}
