package io.tapio.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.body.Body;
import io.tapio.body.BodyWriter;
import io.tapio.body.Streamed;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stream.FlowProbe;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class StreamedLineTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    private final HeldService<Streamed<String, String>, Streamed<String, String>> held = new HeldService<>();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aRequestMayHaveABodyAndSoMayItsReply() {
        var probe = server(held);
        exchange(probe, "put poem {\nroses\n\\}\n}\nget {}\n");

        assertThat(value(held.call(0).request().body().all(100, String::length)))
                .containsExactly("roses", "}");
        held.call(0).answer().complete(Streamed.of("stored"));
        held.call(1).answer().complete(new Streamed<>("poem", Body.of("roses", "}", "\\")));
        assertThat(exchange(probe, "")).isEqualTo("stored\npoem {\nroses\n\\}\n\\\\\n}\n");
    }

    @Test
    void aBodyThatBreaksOffSaysSo() {
        var probe = server(held);
        BodyWriter<String> writer = new BodyWriter<>();
        exchange(probe, "get\n");
        held.call(0).answer().complete(new Streamed<>("poem", writer.body()));
        writer.fail(Failure.at(Where.SERVICE, Processed.MAYBE, "the\ndisk is gone"));

        assertThat(exchange(probe, "")).isEqualTo("poem {\n}! the disk is gone\n");
        assertThat(probe.isOpen()).isTrue();
    }

    @Test
    void aReplyThatCannotBeWrittenBecomesAnErrorLine() {
        var probe = server(held);
        exchange(probe, "a\nb\n");
        held.call(0).answer().complete(Streamed.of("ends like a body {"));
        held.call(1).answer().completeExceptionally(new IllegalArgumentException("no"));

        assertThat(exchange(probe, "")).isEqualTo("""
                error: the reply has more than one line, or ends with ' {'
                error: no
                """);
    }

    @Test
    void anEndThatIsNoneEndsTheConnection() {
        var probe = server(held);
        exchange(probe, "put {\n}?\n");
        held.call(0).answer().complete(Streamed.of("ok"));
        probe.taken();

        assertThat(((Failure) probe.awaitFailed()).where()).isEqualTo(Where.DECODE);
    }

    @Test
    void clientAndServerUnderstandEachOther() {
        Service<Streamed<String, String>, Streamed<String, String>> echo =
                (context, request) -> java.util.concurrent.CompletableFuture.completedFuture(
                        new Streamed<>("re " + request.head(), request.body()));
        var session = session(echo);
        var answer = value(session.call(Context.root(), new Streamed<>("put", Body.of("a", "}", "b {"))));

        assertThat(answer.head()).isEqualTo("re put");
        assertThat(value(answer.body().all(100, String::length))).isEqualTo(List.of("a", "}", "b {"));
        assertThatThrownBy(() -> value(session.call(Context.root(), Streamed.of("x {"))))
                .hasMessageContaining("ends with ' {'");
        assertThat(value(session.call(Context.root(), Streamed.of("y"))).head()).isEqualTo("re y");
    }

    private static Session<Streamed<String, String>, Streamed<String, String>> session(
            Service<Streamed<String, String>, Streamed<String, String>> service) {
        var server = Line.streamingServer().serve(new TestConnection(), service);
        return value(
                Line.streamingClient().open(new TestConnection()).join(server).run(KIT.system()));
    }

    private static FlowProbe<ByteString, ByteString, NotUsed> server(
            Service<Streamed<String, String>, Streamed<String, String>> service) {
        var probe = FlowProbe.of(Line.streamingServer().serve(new TestConnection(), service), KIT.system());
        return probe.request(100);
    }

    private static String exchange(FlowProbe<ByteString, ByteString, NotUsed> probe, String bytes) {
        if (!bytes.isEmpty()) {
            probe.send(ByteString.fromString(bytes));
        }
        return probe.arrived().stream().map(ByteString::utf8String).reduce("", String::concat);
    }

    private static <T> T value(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
