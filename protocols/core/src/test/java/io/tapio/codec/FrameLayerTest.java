package io.tapio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.body.Streamed;
import io.tapio.context.Context;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.multiplex.Multiplex;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.dispatch.streaming.Chunks;
import io.tapio.dispatch.streaming.multiplex.Frame;
import io.tapio.dispatch.streaming.multiplex.StreamingMultiplex;
import io.tapio.dispatch.streaming.pipeline.Part;
import io.tapio.dispatch.streaming.pipeline.StreamingPipeline;
import io.tapio.framing.Framing;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.stream.FlowProbe;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Layers of ordinary operators, in each of the four dispatches. */
class FrameLayerTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Codec<Message<String>, Message<String>> TAGGED = Framing.lines(40)
            .map(
                    line -> new Message.Request<>(Long.parseLong(line.substring(0, 1)), line.substring(2)),
                    message -> ((Message.Reply<String>) message).body());

    private final List<String> opened = new CopyOnWriteArrayList<>();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aServersLayersSeeWhatIsReadAndWrittenTheLastAddedNearestToTheWire() {
        var protocol = Pipeline.server(Framing.lines(40), failure -> "error")
                .withLayer(appending("1"))
                .withLayer(appending("2"));
        TestConnection connection = new TestConnection();

        var probe = FlowProbe.of(protocol.serve(connection, Service.of(line -> line + "!")), KIT.system());

        assertThat(exchange(probe, "a\nb\n")).isEqualTo("a21!12\nb21!12\n");
        assertThat(opened).containsExactlyInAnyOrder(connection.id(), connection.id());
    }

    @Test
    void aLayerMayKeepFramesAndAddSome() {
        FrameLayer<String, String> layer = connection -> BidiFlow.fromFlows(
                Frames.<String>spread().filter(line -> !line.startsWith("#")).via(Frames.gathered()),
                Frames.<String>spread().mapConcat(line -> List.of(line, "--")).via(Frames.gathered()));
        var protocol = Pipeline.server(Framing.lines(40), failure -> "error").withLayer(layer);
        var probe = FlowProbe.of(protocol.serve(new TestConnection(), Service.of(line -> line)), KIT.system());

        assertThat(exchange(probe, "a\n# a remark\nb\n")).isEqualTo("a\n--\nb\n--\n");

        probe.complete().awaitCompleted();
    }

    @Test
    void aClientHasLayersToo() {
        FlowProbe<ByteString, ByteString, CompletionStage<Session<String, String>>> probe = FlowProbe.of(
                Pipeline.<String, String>client(Framing.lines(40))
                        .withLayer(appending("1"))
                        .open(new TestConnection()),
                KIT.system());
        var answer = probe.value()
                .toCompletableFuture()
                .join()
                .call(Context.root(), "a")
                .toCompletableFuture();

        assertThat(exchange(probe, "A\n")).isEqualTo("a1\n");

        assertThat(answer).isCompletedWithValue("A1");
    }

    @Test
    void multiplexedEndsHaveLayersToo() {
        FrameLayer<Message<String>, Message<String>> layer = connection -> BidiFlow.fromFlows(
                Frames.<Message<String>>spread()
                        .map(message -> message instanceof Message.Request<String> request
                                ? (Message<String>) new Message.Request<>(request.id(), request.body() + "1")
                                : message)
                        .via(Frames.gathered()),
                Flow.create());
        var server = Multiplex.<String, String>server(TAGGED).withLayer(layer);
        var probe = FlowProbe.of(server.serve(new TestConnection(), Service.of(line -> line + "!")), KIT.system());
        assertThat(exchange(probe, "7 a\n")).isEqualTo("a1!\n");

        Codec<Message<String>, Message<String>> replies = Framing.lines(40)
                .map(
                        line -> new Message.Reply<>(Long.parseLong(line.substring(0, 1)), line.substring(2)),
                        message -> ((Message.Request<String>) message).body());
        FrameLayer<Message<String>, Message<String>> dropping = connection -> BidiFlow.fromFlows(
                Frames.<Message<String>>spread()
                        .filter(message ->
                                !((Message.Reply<String>) message).body().isEmpty())
                        .via(Frames.gathered()),
                Flow.create());
        FlowProbe<ByteString, ByteString, CompletionStage<Session<String, String>>> client = FlowProbe.of(
                Multiplex.<String, String>client(replies).withLayer(dropping).open(new TestConnection()), KIT.system());
        var answer = client.value()
                .toCompletableFuture()
                .join()
                .call(Context.root(), "a")
                .toCompletableFuture();
        assertThat(exchange(client, "0 \n0 A\n")).isEqualTo("a\n");
        assertThat(answer).isCompletedWithValue("A");
    }

    @Test
    void endsWithBodiesHaveLayersThatSeeTheirParts() {
        Codec<Part<String, String>, Part<String, String>> heads = Framing.lines(40)
                .map(line -> new Part.Head<>(line, false), part -> ((Part.Head<String, String>) part).head());
        FrameLayer<Part<String, String>, Part<String, String>> layer =
                changing(part -> new Part.Head<>(((Part.Head<String, String>) part).head() + "1", false));
        var server = StreamingPipeline.<String, String, String, String>server(heads, Chunks.counted())
                .withLayer(layer);
        var probe = FlowProbe.of(server.serve(new TestConnection(), Service.of(request -> request)), KIT.system());
        assertThat(exchange(probe, "a\n")).isEqualTo("a1\n");

        var client = FlowProbe.of(
                StreamingPipeline.<String, String, String, String>client(heads, Chunks.counted())
                        .withLayer(layer)
                        .open(new TestConnection()),
                KIT.system());
        assertThat(answerOf(client, "A\n")).isEqualTo("A1");
    }

    @Test
    void multiplexedEndsWithBodiesHaveLayersThatSeeTheirFrames() {
        Codec<Frame<String, String>, Frame<String, String>> requests = Framing.lines(40)
                .map(
                        line -> new Frame.Request<>(7, line, false),
                        frame -> ((Frame.Reply<String, String>) frame).head());
        var server = StreamingMultiplex.<String, String, String, String>server(
                        requests, Chunks.counted(), Chunks.counted())
                .withLayer(changing(frame -> new Frame.Request<>(8, "1", false)));
        var probe = FlowProbe.of(server.serve(new TestConnection(), Service.of(request -> request)), KIT.system());
        assertThat(exchange(probe, "a\n")).isEqualTo("1\n");

        Codec<Frame<String, String>, Frame<String, String>> replies = Framing.lines(40)
                .map(
                        line -> new Frame.Reply<>(7, line, false),
                        frame -> ((Frame.Request<String, String>) frame).head());
        var client = FlowProbe.of(
                StreamingMultiplex.<String, String, String, String>client(replies, Chunks.counted(), Chunks.counted())
                        .withLayer(changing(frame -> new Frame.Reply<>(0, "A1", false)))
                        .open(new TestConnection()),
                KIT.system());
        assertThat(answerOf(client, "A\n")).isEqualTo("A1");
    }

    private static String answerOf(
            FlowProbe<
                            ByteString,
                            ByteString,
                            CompletionStage<Session<Streamed<String, String>, Streamed<String, String>>>>
                    client,
            String reply) {
        var answer = client.value()
                .toCompletableFuture()
                .join()
                .call(Context.root(), Streamed.of("a"))
                .toCompletableFuture();
        assertThat(exchange(client, reply)).isEqualTo("a\n");
        return answer.join().head();
    }

    private static <F> FrameLayer<F, F> changing(Function<F, F> change) {
        return connection ->
                BidiFlow.fromFlows(Frames.<F>spread().map(change::apply).via(Frames.gathered()), Flow.create());
    }

    private FrameLayer<String, String> appending(String end) {
        return connection -> {
            opened.add(connection.id());
            return BidiFlow.fromFlows(
                    Frames.<String>spread().map(line -> line + end).via(Frames.gathered()),
                    Frames.<String>spread().map(line -> line + end).via(Frames.gathered()));
        };
    }

    private static String exchange(FlowProbe<ByteString, ByteString, ?> probe, String sent) {
        return probe.send(ByteString.fromString(sent)).request(99).arrived().stream()
                .reduce(ByteString.emptyByteString(), ByteString::concat)
                .utf8String();
    }
}
