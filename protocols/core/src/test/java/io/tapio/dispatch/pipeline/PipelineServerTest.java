package io.tapio.dispatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.codec.Frames;
import io.tapio.connection.ConnectionInfo;
import io.tapio.framing.Framing;
import io.tapio.service.Service;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stream.FlowProbe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PipelineServerTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    private final HeldService<String, String> service = new HeldService<>();
    private final PipelineServer<String, String> protocol =
            Pipeline.server(Framing.lines(100), failure -> "error: " + failure.getMessage());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void repliesKeepTheOrderOfTheirRequests() {
        var probe = run(protocol, service).send("a", "b", "c").request(3);

        probe.settle();
        service.call(2).answer().complete("C");
        service.call(1).answer().complete("B");
        assertThat(probe.arrived()).isEmpty();
        service.call(0).answer().complete("A");

        assertThat(probe.arrived()).containsExactly("A", "B", "C");
    }

    @Test
    void repliesKeepTheirOrderWhateverOrderTheCallsCompleteIn() {
        List<String> requests =
                IntStream.range(0, 200).mapToObj(Integer::toString).toList();
        Seed.run(random -> {
            HeldService<String, String> held = new HeldService<>();
            var wide = protocol.withSettings(PipelineSettings.load().withServerMaxInFlight(requests.size()));
            var probe = run(wide, held).send(requests.toArray(String[]::new)).request(requests.size());
            probe.settle();
            List<Integer> places =
                    new ArrayList<>(IntStream.range(0, requests.size()).boxed().toList());
            Collections.shuffle(places, new Random(random.nextLong()));

            places.forEach(
                    place -> held.call(place).answer().complete(held.call(place).request()));

            assertThat(probe.arrived()).isEqualTo(requests);
        });
    }

    @Test
    void callsRunUpToTheConcurrencyOfTheProtocol() {
        var probe = run(protocol.withConcurrency(2), service)
                .send("a", "b", "c", "d")
                .request(4);

        probe.settle();
        assertThat(service.requests()).containsExactly("a", "b");

        service.call(1).answer().complete("B");
        assertThat(probe.arrived()).isEmpty();
        assertThat(service.requests()).containsExactly("a", "b", "c");
    }

    @Test
    void withAConcurrencyOfOneEachCallSeesTheEffectsOfAllBeforeIt() {
        var probe =
                run(protocol.withConcurrency(1), service).send("a", "b", "c").request(3);

        for (int i = 0; i < 3; i++) {
            probe.settle();
            assertThat(service.requests()).hasSize(i + 1);
            assertThat(service.running()).isOne();
            service.call(i).answer().complete("ok");
        }

        assertThat(probe.arrived()).hasSize(3);
    }

    @Test
    void noMoreIsReadThanMayBeInFlight() {
        var narrow = protocol.withSettings(PipelineSettings.load().withServerMaxInFlight(2));
        var probe = run(narrow, service).send("a", "b", "c").request(3);

        assertThat(probe.wantsInput()).isFalse();
        assertThat(service.requests()).containsExactly("a", "b");

        service.call(1).answer().complete("B");
        probe.settle();
        assertThat(service.requests())
                .as("b is answered, but not sent: it is still in flight")
                .hasSize(2);

        service.call(0).answer().complete("A");
        assertThat(probe.arrived()).containsExactly("A", "B");
        assertThat(service.requests()).containsExactly("a", "b", "c");
    }

    @Test
    void aPeerThatDoesNotReadItsRepliesIsNotReadFrom() {
        var narrow = protocol.withSettings(PipelineSettings.load().withServerMaxInFlight(3));
        var probe = run(narrow, Service.of((String line) -> line)).send("a", "b", "c", "d", "e");

        assertThat(probe.wantsInput()).isFalse();
        assertThat(probe.isOpen()).isTrue();

        assertThat(probe.next(5)).containsExactly("a", "b", "c", "d", "e");
        assertThat(probe.request(1).wantsInput()).isTrue();
    }

    @Test
    void aReplyThatIsThereAtOnceWaitsForThoseBeforeIt() {
        var probe = run(
                protocol,
                (context, line) ->
                        line.equals("now") ? CompletableFuture.completedFuture(line) : service.call(context, line));
        probe.send("later", "now").request(2);

        assertThat(probe.arrived()).isEmpty();

        service.call(0).answer().complete("later");
        assertThat(probe.arrived()).containsExactly("later", "now");
    }

    @Test
    void theServiceLearnsTheConnection() {
        TestConnection connection = new TestConnection();
        var probe = run(protocol, service, connection).send("a").request(1);

        probe.settle();

        assertThat(service.call(0).context().connection()).containsSame(connection);
        assertThat(service.call(0).context().timer()).isSameAs(connection.timer());
    }

    @Test
    void theRepliesOfOneReadLeaveInOneWrite() {
        var probe = FlowProbe.of(protocol.serve(new TestConnection(), Service.of(String::toUpperCase)), KIT.system());

        probe.send(ByteString.fromString("a\nb\nc\nd")).request(9);
        assertThat(probe.arrived()).containsExactly(ByteString.fromString("A\nB\nC\n"));

        probe.complete();
        assertThat(probe.taken()).isEqualTo(ByteString.fromString("D\n"));
        probe.awaitCompleted();
    }

    @Test
    void aConnectionNeedsRoomForOneCall() {
        assertThatThrownBy(() -> protocol.withConcurrency(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> protocol.withSettings(PipelineSettings.load().withServerMaxInFlight(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static FlowProbe<String, String, NotUsed> run(
            PipelineServer<String, String> protocol, Service<String, String> service) {
        return run(protocol, service, new TestConnection());
    }

    private static FlowProbe<String, String, NotUsed> run(
            PipelineServer<String, String> protocol, Service<String, String> service, ConnectionInfo connection) {
        return FlowProbe.of(
                Frames.<String>gathered()
                        .via(protocol.dispatching(connection, service))
                        .via(Frames.spread()),
                KIT.system());
    }
}
