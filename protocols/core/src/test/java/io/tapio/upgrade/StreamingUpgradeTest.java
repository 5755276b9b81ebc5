package io.tapio.upgrade;

import static io.tapio.upgrade.Text.bytes;
import static io.tapio.upgrade.Text.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.body.Body;
import io.tapio.body.BodyWriter;
import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.context.Context;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.dispatch.pipeline.PipelineClient;
import io.tapio.dispatch.streaming.Chunks;
import io.tapio.dispatch.streaming.pipeline.Part;
import io.tapio.dispatch.streaming.pipeline.StreamingPipeline;
import io.tapio.dispatch.streaming.pipeline.StreamingPipelineClient;
import io.tapio.dispatch.streaming.pipeline.StreamingPipelineServer;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.random.Seed;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stream.FlowProbe;
import io.tapio.testkit.stream.Rechunker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Messages are lines: {@code word}, or {@code word:} and a body of {@code +chunk} up to {@code .}. */
class StreamingUpgradeTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Flow<ByteString, ByteString, NotUsed> ECHO = Flow.create();
    private static final Codec<Part<String, String>, Part<String, String>> WORDS =
            Framing.lines(100).map(StreamingUpgradeTest::read, StreamingUpgradeTest::write);

    private static final StreamingPipelineServer<String, String, String, String> SERVER = StreamingPipeline.server(
                    WORDS, Chunks.<String>counted(), failure -> "error")
            .withUpgrades(word -> word.startsWith("up"));
    private static final StreamingPipelineClient<String, String, String, String> CLIENT =
            StreamingPipeline.<String, String, String, String>client(WORDS, Chunks.counted())
                    .withUpgrades();

    /** Other frames than lines, so that bytes in wrong hands are noticed. */
    private static final PipelineClient<ByteString, ByteString> FIXED =
            Pipeline.<ByteString, ByteString>client(Framing.fixed(4));

    private final HeldService<Streamed<String, String>, Streamed<String, String>> held = new HeldService<>();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void theReplyIsTheLastWordOfTheServerAndTheBytesBehindAreTheNexts() {
        ByteString all = bytes("a:\n+1\n.\nup\nnot a\nline");
        for (int cut = 1; cut < all.size(); cut++) {
            var probe = FlowProbe.of(SERVER.serve(new TestConnection(), upgrading(ECHO)), KIT.system());

            probe.send(all.take(cut), all.drop(cut));

            assertThat(text(probe)).as("cut at %d", cut).isEqualTo("re a:\n+1\n.\nre up\nnot a\nline");
        }
    }

    @Test
    void theNextOfAServerFollowsTheBodyOfTheReply() {
        BodyWriter<String> writer = new BodyWriter<>();
        var probe = serve("up\nrest");
        held.call(0).context().get(Upgrade.KEY).orElseThrow().to(ECHO);
        held.call(0).answer().complete(new Streamed<>("ok", writer.body()));
        assertThat(text(probe)).isEqualTo("ok:\n");

        writer.write("1");
        assertThat(text(probe)).isEqualTo("+1\n");
        writer.end();
        assertThat(text(probe)).isEqualTo(".\nrest");
    }

    @Test
    void aRequestWithABodyFindsNoWay() {
        var probe = serve("up:\n+1\n.\nup\n");

        assertThat(held.requests()).hasSize(2);
        assertThat(held.call(0).context().get(Upgrade.KEY)).isEmpty();
        assertThat(held.call(1).context().get(Upgrade.KEY)).isPresent();
        probe.cancel();
    }

    @Test
    void aCallThatAsksForNothingLetsTheOldProtocolGoOn() {
        var probe = serve("up\nb\n");
        assertThat(held.requests()).hasSize(1);

        held.call(0).answer().complete(Streamed.of("no"));

        assertThat(text(probe)).isEqualTo("no\n");
        assertThat(held.requests()).hasSize(2);
    }

    @Test
    void theNextSessionBeginsBehindTheBodyOfTheReply() {
        var probe = FlowProbe.of(CLIENT.open(new TestConnection()), KIT.system());
        var next = ask(get(probe.value()), reply -> FIXED);
        assertThat(text(probe)).isEqualTo("up\n");
        probe.send(bytes("ok:\n+1\n")).settle();
        assertThat(next).isNotDone();

        probe.send(bytes(".\n12")).settle();

        var call = get(next).call(Context.root(), bytes("ping"));
        assertThat(text(probe)).isEqualTo("ping");
        probe.send(bytes("34")).settle();
        assertThat(call).isCompletedWithValue(bytes("1234"));
    }

    @Test
    void aRefusalLeavesTheSessionAsItWasThoughItsBodyStillComes() {
        var probe = FlowProbe.of(CLIENT.open(new TestConnection()), KIT.system());
        var session = get(probe.value());
        var next = ask(session, reply -> {
            throw Failure.at(Where.PEER_REFUSED, Processed.NO, "the server says " + reply.head());
        });
        text(probe);
        probe.send(bytes("no:\n+1\n")).settle();
        assertThat(next).isCompletedExceptionally();

        var call = session.call(Context.root(), Streamed.of("b"));
        assertThat(text(probe)).isEqualTo("b\n");
        probe.send(bytes(".\nB\n")).settle();

        assertThat(get(call).head()).isEqualTo("B");
    }

    @Test
    void bothEndsChangeWhateverTheNetworkCuts() {
        Flow<ByteString, ByteString, NotUsed> fixed = Pipeline.<ByteString, ByteString>server(Framing.fixed(4))
                .serve(new TestConnection(), Service.of(frame -> frame));
        Seed.run(random -> {
            for (int round = 0; round < 20; round++) {
                var network = Rechunker.of(new Seed(random.nextLong()))
                        .via(SERVER.serve(new TestConnection(), upgrading(fixed)))
                        .via(Rechunker.of(new Seed(random.nextLong())));
                var session =
                        get(CLIENT.open(new TestConnection()).join(network).run(KIT.system()));
                var before = session.call(Context.root(), new Streamed<>("a", Body.of("1", "2")));

                var next = get(ask(session, reply -> FIXED));

                assertThat(get(before).head()).isEqualTo("re a");
                assertThat(get(next.call(Context.root(), bytes("ping")))).isEqualTo(bytes("ping"));
            }
        });
    }

    private FlowProbe<ByteString, ByteString, NotUsed> serve(String input) {
        var probe = FlowProbe.of(SERVER.serve(new TestConnection(), held), KIT.system());
        assertThat(text(probe.send(bytes(input)))).isEmpty();
        return probe;
    }

    private static Service<Streamed<String, String>, Streamed<String, String>> upgrading(
            Flow<ByteString, ByteString, NotUsed> next) {
        return (context, request) -> {
            context.get(Upgrade.KEY).ifPresent(upgrade -> upgrade.to(next));
            return CompletableFuture.completedFuture(new Streamed<>("re " + request.head(), request.body()));
        };
    }

    private static CompletableFuture<Session<ByteString, ByteString>> ask(
            Session<Streamed<String, String>, Streamed<String, String>> session,
            Function<Streamed<String, String>, PipelineClient<ByteString, ByteString>> next) {
        return SessionUpgrade.ask(session, Context.root(), Streamed.of("up"), next)
                .toCompletableFuture();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Part<String, String> read(String line) {
        if (line.startsWith("+")) {
            return new Part.Chunk<>(line.substring(1));
        } else if (line.equals(".")) {
            return new Part.End<>();
        }
        return line.endsWith(":")
                ? new Part.Head<>(line.substring(0, line.length() - 1), true)
                : new Part.Head<>(line, false);
    }

    private static String write(Part<String, String> part) {
        if (part instanceof Part.Head<String, String> head) {
            return head.hasBody() ? head.head() + ":" : head.head();
        } else if (part instanceof Part.Chunk<String, String> chunk) {
            return "+" + chunk.chunk();
        } else if (part instanceof Part.Broken<String, String> broken) {
            throw broken.why();
        }
        return ".";
    }
}
