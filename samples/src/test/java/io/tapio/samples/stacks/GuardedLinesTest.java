package io.tapio.samples.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.line.Line;
import io.tapio.service.Service;
import io.tapio.tcp.TcpClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class GuardedLinesTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "guarded-lines");

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    @Test
    void theGuardedServerAnswers() {
        var binding = get(GuardedLines.serve(SYSTEM, Service.of(String::toUpperCase)));
        var session = get(TcpClient.create(SYSTEM)
                .connect("127.0.0.1", binding.localAddress().getPort(), Line.client()));

        assertThat(get(session.call(Context.root(), "hello"))).isEqualTo("HELLO");
    }

    @Test
    void theClientAsksAgainWhatHadNoEffectAndWhatMayBeRepeated() {
        assertThat(calls("get a", Processed.NO)).isEqualTo(2);
        assertThat(calls("set a", Processed.NO)).isEqualTo(2);
        assertThat(calls("get a", Processed.MAYBE)).isEqualTo(2);
        assertThat(calls("set a", Processed.MAYBE)).isEqualTo(1);
    }

    /** How often a service is called that fails the first time. */
    private static int calls(String request, Processed processed) {
        AtomicInteger calls = new AtomicInteger();
        Service<String, String> failsOnce = (context, line) -> calls.incrementAndGet() == 1
                ? CompletableFuture.failedFuture(Failure.at(Where.CLOSED, processed, "closed"))
                : CompletableFuture.completedFuture("done");
        get(GuardedLines.client(failsOnce)
                .call(Context.root(), request)
                .handle((answer, thrown) -> String.valueOf(answer)));
        return calls.get();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
