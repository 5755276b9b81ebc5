package io.tapio.dispatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.codec.Frames;
import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;
import io.tapio.service.Push;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stats.Numbers;
import io.tapio.testkit.stream.FlowProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PushTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Context.Key<Push<String>> PUSHES = Context.Key.local("pushes");

    private final TestConnection connection = new TestConnection();
    private final HeldService<String, String> held = new HeldService<>();
    private final PipelineServer<String, String> protocol =
            Pipeline.server(Framing.lines(100), Failure::getMessage).withPushes(PUSHES, String::length);

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aPushLeavesWhileNoCallIsUnderWay() {
        var probe = run(protocol, held).send("a").request(9);
        probe.settle();
        Push<String> push = push(0);
        held.call(0).answer().complete("A");
        assertThat(probe.arrived()).containsExactly("A");

        assertThat(push.push("news")).isTrue();

        assertThat(probe.arrived()).containsExactly("news");
    }

    @Test
    void aPushDoesNotWaitForACallThatIsUnderWay() {
        var probe = run(protocol, held).send("slow").request(9);
        probe.settle();

        push(0).push("news");

        assertThat(probe.arrived()).containsExactly("news");
        held.call(0).answer().complete("done");
        assertThat(probe.arrived()).containsExactly("done");
    }

    @Test
    void whatACallPushesLeavesBeforeItsReplyAndBehindTheRepliesBefore() {
        Service<String, String> service = (context, line) -> {
            Push<String> push = context.get(PUSHES).orElseThrow();
            push.push(line + "1");
            push.push(line + "2");
            return CompletableFuture.completedFuture(line);
        };
        var probe = FlowProbe.of(protocol.serve(new TestConnection(), service), KIT.system());

        probe.send(ByteString.fromString("a\nb\n")).request(1);

        assertThat(probe.arrived()).containsExactly(ByteString.fromString("a1\na2\na\nb1\nb2\nb\n"));
    }

    @Test
    void pushesFromManyThreadsAllArriveAndThoseOfOneThreadInOrder() throws InterruptedException {
        int each = 500;
        var roomy = protocol.withSettings(PipelineSettings.load().withServerMaxPushes(4 * each));
        var probe = run(roomy, held).send("a").request(4 * each);
        probe.settle();
        Push<String> push = push(0);

        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int thread = t;
            threads.add(new Thread(() -> IntStream.range(0, each).forEach(i -> push.push(thread + " " + i))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        List<String> arrived = probe.arrived();
        assertThat(arrived).hasSize(4 * each);
        for (int t = 0; t < 4; t++) {
            String prefix = t + " ";
            assertThat(arrived.stream().filter(line -> line.startsWith(prefix)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, each).mapToObj(i -> prefix + i).toList());
        }
    }

    @Test
    void aPeerThatDoesNotTakeItsPushesLosesItsConnection() {
        var narrow = protocol.withSettings(PipelineSettings.load().withServerMaxPushes(2));
        var probe = run(narrow, held).send("a").request(1);
        probe.settle();
        Push<String> push = push(0);
        push.push("taken");
        assertThat(probe.arrived()).containsExactly("taken");

        assertThat(push.push("1")).isTrue();
        assertThat(push.push("2")).isTrue();
        assertThat(push.push("3")).isFalse();

        Failure failure = (Failure) probe.awaitFailed();
        assertThat(failure.where()).isEqualTo(Where.QUEUE);
        assertThat(failure)
                .hasMessageContaining("3 messages")
                .hasMessageContaining("2 messages")
                .hasMessageContaining("max-pushes");
        assertThat(push.push("4")).isFalse();
    }

    @Test
    void pushesAreCountedUntilTheirPeerTakesThemOrIsGone() {
        Numbers numbers = new Numbers(connection.stats());
        var probe = run(protocol, held).send("a").request(1);
        probe.settle();
        List.of("taken", "1", "2", "3").forEach(push(0)::push);
        assertThat(probe.arrived()).containsExactly("taken");
        assertThat(numbers.of("tapio.dispatch.server.pushes", Map.of())).isEqualTo(3);

        assertThat(probe.request(1).taken()).isEqualTo("1");
        probe.settle();
        assertThat(numbers.of("tapio.dispatch.server.pushes", Map.of())).isEqualTo(2);

        probe.cancel();
        probe.settle();
        push(0).push("late");
        assertThat(numbers.of("tapio.dispatch.server.pushes", Map.of())).isZero();
    }

    @Test
    void messagesOfTooManyBytesEndTheConnectionToo() {
        var narrow = protocol.withSettings(PipelineSettings.load().withServerMaxPushBytes(10));
        var probe = run(narrow, held).send("a").request(1);
        probe.settle();
        Push<String> push = push(0);
        assertThat(push.push("taken")).isTrue();
        assertThat(probe.arrived()).containsExactly("taken");
        assertThat(push.push("eleven byte")).isFalse();

        Throwable overflow = probe.awaitFailed();
        assertThat(overflow).hasMessageContaining("10 bytes (tapio.pipeline.server.max-pushes and");
        assertThat(CloseReason.of(overflow).kind()).isEqualTo(Kind.WRITE_STALLED);
    }

    @Test
    void aPushAfterTheEndIsRefused() {
        var probe = run(protocol, held).send("a").complete().request(9);
        probe.settle();
        Push<String> push = push(0);
        held.call(0).answer().complete("A");
        assertThat(probe.taken()).isEqualTo("A");
        probe.awaitCompleted();

        assertThat(push.push("late")).isFalse();
    }

    @Test
    void aClientHandsPushesToTheirReceiverAndAnswersToTheirCalls() {
        List<String> pushed = new ArrayList<>();
        PipelineClient<String, String> client = Pipeline.client(Framing.lines(100))
                .withPushes(
                        connection -> (oldest, line) -> line.startsWith("push ") && pushed.add(oldest + ": " + line));
        var probe =
                FlowProbe.of(client.open(new TestConnection()), KIT.system()).request(9);
        Session<String, String> session = probe.value().toCompletableFuture().join();
        var answer = session.call(Context.root(), "ask").toCompletableFuture();
        probe.settle();

        probe.send(ByteString.fromString("push 1\nanswer\npush 2\n"));

        assertThat(answer.join()).isEqualTo("answer");
        probe.settle();
        assertThat(pushed).containsExactly("ask: push 1", "null: push 2");
    }

    private FlowProbe<String, String, NotUsed> run(
            PipelineServer<String, String> protocol, Service<String, String> service) {
        return FlowProbe.of(
                Frames.<String>gathered()
                        .via(protocol.dispatching(connection, service))
                        .via(Frames.spread()),
                KIT.system());
    }

    private Push<String> push(int call) {
        return held.call(call).context().get(PUSHES).orElseThrow();
    }
}
