package io.tapio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.CloseReason;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.context.Context;
import io.tapio.dispatch.OnFailure;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.dispatch.multiplex.Multiplex;
import io.tapio.dispatch.multiplex.MultiplexSettings;
import io.tapio.dispatch.pipeline.Pipeline;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.framing.Framing;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stream.FlowProbe;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a bad frame does to the connection that it comes on: nothing. */
class BadFrameTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final int LIMIT = CodecSettings.load().maxBadFrames();

    private static final Codec<Integer, String> NUMBERS = Framing.lines(40).mapOrSkip(Integer::parseInt, text -> text);

    /** A number is the id, and what is behind it the body; a body that begins with "!" is bad, and so is no number. */
    private static final Codec<Message<String>, Message<String>> TAGGED =
            Framing.lines(80).mapOrSkip(BadFrameTest::read, BadFrameTest::write);

    private final HeldService<Integer, String> held = new HeldService<>();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void aBadFrameIsAnsweredInItsPlace() {
        var probe = numbers(held);
        assertThat(exchange(probe, "1\nx\n2\n")).isEmpty();
        assertThat(held.requests()).containsExactly(1, 2);

        held.call(1).answer().complete("two");
        assertThat(text(probe)).isEmpty();
        held.call(0).answer().complete("one");

        assertThat(text(probe)).isEqualTo("one\nerror: cannot be read: For input string: \"x\"\ntwo\n");
    }

    @Test
    void tooManyBadFramesInARowEndTheConnectionAfterTheAnswers() {
        var probe = numbers(Service.of(String::valueOf));
        assertThat(exchange(probe, "x\n".repeat(LIMIT) + "1\n" + "x\n".repeat(LIMIT) + "2\n"))
                .contains("\n1\nerror")
                .endsWith("\n2\n");

        assertThat(exchange(probe, "x\n".repeat(LIMIT + 1) + "3\n").lines()).hasSize(LIMIT);

        Failure failure = (Failure) probe.awaitFailed();
        assertThat(failure.where()).isEqualTo(Where.DECODE);
        assertThat(failure)
                .hasMessageContainingAll(
                        LIMIT + 1 + " bad frames in a row", "limit of " + LIMIT, "tapio.codec.max-bad-frames");
    }

    @Test
    void aProtocolWithoutAnErrorFrameClosesAsForAFailedCall() {
        var plain = Pipeline.server(NUMBERS).serve(new TestConnection(), Service.of(String::valueOf));
        var probe = FlowProbe.of(plain, KIT.system());

        assertThat(exchange(probe, "1\nx\n2\n")).isEqualTo("1\n");

        assertThat(probe.awaitFailed()).hasMessageContaining("For input string");
    }

    @Test
    void aBadFrameMayBeTheLast() {
        var closing = Pipeline.server(NUMBERS, failure -> "error: " + failure.getMessage())
                .withOnFailure(failure -> OnFailure.ANSWER_AND_CLOSE);
        var probe = FlowProbe.of(closing.serve(new TestConnection(), held), KIT.system());
        assertThat(exchange(probe, "1\nx\n2\n")).isEmpty();
        assertThat(held.requests()).containsExactly(1);

        held.call(0).answer().complete("one");

        assertThat(text(probe)).isEqualTo("one\nerror: cannot be read: For input string: \"x\"\n");
        assertThat(CloseReason.of(probe.awaitFailed()).kind()).isEqualTo(Kind.PROTOCOL_FAULT);
    }

    @Test
    void aMultiplexedBadFrameMayBeTheLastWhetherItHasAnIdOrNot() {
        for (String bad : List.of("2 !\n", "nobody's\n")) {
            HeldService<String, String> calls = new HeldService<>();
            var closing = Multiplex.<String, String>server(TAGGED).withOnFailure(failure -> OnFailure.CLOSE);
            var probe = FlowProbe.of(closing.serve(new TestConnection(), calls), KIT.system());
            assertThat(exchange(probe, "1 a\n" + bad + "3 c\n")).isEmpty();

            calls.call(0).answer().complete("A");

            assertThat(text(probe)).isEqualTo("1 A\n");
            assertThat(CloseReason.of(probe.awaitFailed()).kind()).isEqualTo(Kind.PROTOCOL_FAULT);
            assertThat(calls.requests()).containsExactly("a");
        }
    }

    @Test
    void badFramesWhoseAnswersNobodyTakesStopTheReading() {
        AtomicInteger read = new AtomicInteger();
        Codec<Message<String>, Message<String>> counted = Framing.lines(80)
                .mapOrSkip(
                        line -> {
                            read.incrementAndGet();
                            return read(line);
                        },
                        BadFrameTest::write);
        var probe = FlowProbe.of(
                Multiplex.server(counted)
                        .withSettings(new MultiplexSettings(
                                1,
                                1,
                                1,
                                1,
                                1,
                                1,
                                new CodecSettings(100, 100, LIMIT, Optional.empty()),
                                failure -> OnFailure.ANSWER))
                        .serve(new TestConnection(), Service.of(line -> line)),
                KIT.system());

        probe.send(bytes(("1 !\n".repeat(LIMIT) + "1 a\n").repeat(100))).settle();

        assertThat(probe.wantsInput()).isFalse();
        assertThat(read).hasValueLessThan(3 * LIMIT);
    }

    @Test
    void aMultiplexedBadFrameIsAnsweredByItsId() {
        HeldService<String, String> calls = new HeldService<>();
        var probe = FlowProbe.of(Multiplex.server(TAGGED).serve(new TestConnection(), calls), KIT.system());

        assertThat(exchange(probe, "1 a\n2 !\nnobody's\n3 c\n")).isEqualTo("2! bad body\n");
        calls.call(1).answer().complete("C");
        assertThat(text(probe)).isEqualTo("3 C\n");
        assertThat(calls.requests()).containsExactly("a", "c");

        probe.send(bytes("1 !\n")).settle();
        calls.call(0).answer().complete("A");
        assertThat(text(probe)).isEqualTo("1 A\n");
        assertThat(probe.awaitFailed()).hasMessageContaining("used the id 1 again");
    }

    @Test
    void aClientFailsTheCallWhoseReplyIsBadAndNoOther() {
        FlowProbe<ByteString, ByteString, CompletionStage<Session<String, Integer>>> probe =
                FlowProbe.of(Pipeline.<String, Integer>client(NUMBERS).open(new TestConnection()), KIT.system());
        Session<String, Integer> session = probe.value()
                .toCompletableFuture()
                .orTimeout(9, TimeUnit.SECONDS)
                .join();
        var a = session.call(Context.root(), "a").toCompletableFuture();
        var b = session.call(Context.root(), "b").toCompletableFuture();

        exchange(probe, "?\n2\n");

        Failure failure = Failure.of(a.handle((value, thrown) -> thrown).join());
        assertThat(failure.where()).isEqualTo(Where.DECODE);
        assertThat(failure.processed()).isEqualTo(Processed.MAYBE);
        assertThat(b).isCompletedWithValue(2);

        exchange(probe, "?\n");
        assertThat(probe.awaitFailed()).hasMessageContaining("owes none");
    }

    @Test
    void aMultiplexedClientFailsTheCallWithTheId() {
        FlowProbe<ByteString, ByteString, CompletionStage<Session<String, String>>> probe =
                FlowProbe.of(Multiplex.<String, String>client(TAGGED).open(new TestConnection()), KIT.system());
        Session<String, String> session = probe.value()
                .toCompletableFuture()
                .orTimeout(9, TimeUnit.SECONDS)
                .join();
        var a = session.call(Context.root(), "a").toCompletableFuture();
        var b = session.call(Context.root(), "b").toCompletableFuture();
        text(probe);

        exchange(probe, "1 !\nwhat?\n");

        assertThat(Failure.of(b.handle((value, thrown) -> thrown).join())).hasMessage("bad body");
        assertThat(a).isNotDone();
        assertThat(session.status()).isEqualTo(Session.Status.OPEN);
    }

    @Test
    void singleFramesHaveNoPlaceForABadOne() {
        var probe = FlowProbe.of(NUMBERS.decoding(CodecSettings.load()), KIT.system());

        assertThat(probe.send(bytes("1\nx\n2\n")).next()).isEqualTo(1);

        assertThat(probe.request(1).awaitFailed()).hasMessageContaining("For input string");
    }

    @Test
    void aFrameThatIsReadStrictlyEndsTheConnection() {
        Codec<Integer, String> strict = Framing.lines(40).map(Integer::parseInt, text -> text);
        var probe = FlowProbe.of(
                Pipeline.server(strict, failure -> "error").serve(new TestConnection(), Service.of(String::valueOf)),
                KIT.system());

        assertThat(exchange(probe, "1\nx\n2\n")).isEqualTo("1\n");

        assertThat(((Failure) probe.awaitFailed()).where()).isEqualTo(Where.DECODE);
    }

    private static Message<String> read(String line) {
        int blank = line.indexOf(' ');
        if (blank < 0) {
            throw Failure.at(Where.DECODE, Processed.NO, "no id");
        }
        long id = Long.parseLong(line.substring(0, blank));
        String body = line.substring(blank + 1);
        if (body.startsWith("!")) {
            throw BadFrame.of(Failure.at(Where.DECODE, Processed.NO, "bad body"))
                    .withId(id);
        }
        return new Message.Request<>(id, body);
    }

    private static String write(Message<String> message) {
        if (message instanceof Message.Reply<String> reply) {
            return reply.id() + " " + reply.body();
        } else if (message instanceof Message.Error<String> error) {
            return error.id() + "! " + error.failure().getMessage();
        }
        Message.Request<String> request = (Message.Request<String>) message;
        return request.id() + " " + request.body();
    }

    private static FlowProbe<ByteString, ByteString, ?> numbers(Service<Integer, String> service) {
        Flow<ByteString, ByteString, ?> flow = Pipeline.server(NUMBERS, failure -> "error: " + failure.getMessage())
                .serve(new TestConnection(), service);
        return FlowProbe.of(flow, KIT.system());
    }

    private static String exchange(FlowProbe<ByteString, ByteString, ?> probe, String sent) {
        return text(probe.send(bytes(sent)));
    }

    private static String text(FlowProbe<ByteString, ByteString, ?> probe) {
        return probe.request(99).arrived().stream()
                .reduce(ByteString.emptyByteString(), ByteString::concat)
                .utf8String();
    }

    private static ByteString bytes(String text) {
        return ByteString.fromString(text);
    }
}
