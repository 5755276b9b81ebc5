package io.tapio.dispatch.pipeline;

import io.tapio.codec.Frames;
import io.tapio.context.Context;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.stream.FlowProbe;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;

/** The other end of a client: takes its requests, and replies what the test says. */
record Peer(TestConnection connection, FlowProbe<String, String, CompletionStage<Session<String, String>>> probe) {
    static Peer run(int maxInFlight, int maxWaiting, ClassicActorSystemProvider system) {
        return run(maxInFlight, maxWaiting, Materializer.matFromSystem(system));
    }

    static Peer run(int maxInFlight, int maxWaiting, Materializer materializer) {
        PipelineSettings settings =
                PipelineSettings.load().withClientMaxInFlight(maxInFlight).withClientMaxWaiting(maxWaiting);
        TestConnection connection = new TestConnection();
        Flow<String, String, CompletionStage<Session<String, String>>> flow = Frames.<String>gathered()
                .viaMat(
                        new PipelineClientStage<String, String>(
                                settings, connection, (oldest, frame) -> frame.startsWith("push")),
                        Keep.right())
                .via(Frames.spread());
        return new Peer(connection, FlowProbe.of(flow, materializer));
    }

    Session<String, String> session() {
        return probe.value().toCompletableFuture().join();
    }

    CompletableFuture<String> call(String request) {
        return call(Context.root(connection.timer()), request);
    }

    CompletableFuture<String> call(Context context, String request) {
        return session().call(context, request).toCompletableFuture();
    }

    /** Asks for {@code count} requests more, and gives those that have come. */
    List<String> requests(int count) {
        return probe.request(count).arrived();
    }

    Peer reply(String... replies) {
        probe.send(replies);
        return this;
    }

    void settle() {
        probe.settle();
    }
}
