package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.body.Body;
import io.tapio.body.BodyWriter;
import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.dispatch.streaming.multiplex.Frame;
import io.tapio.dispatch.streaming.multiplex.Frame.Half;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ClientProtocol;
import io.tapio.service.Session.Status;
import io.tapio.testkit.dispatch.StreamingClientBench.Made;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The laws of bodies on a client, whatever its way of matching replies with calls. Extend
 * {@link StreamingPipelinedClientLaws} or {@link StreamingMultiplexedClientLaws}, which have those of their way, too.
 */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
public abstract class StreamingClientLaws extends Laws {
    /** More than a client keeps by itself of a body that is not read: what it has read, and the window of a body. */
    private static final int CLIENT_BYTES = 256 * 1024;

    /** The protocol, with room for three calls or more, and a window for bodies of 64 KiB or less. */
    protected abstract ClientProtocol<Streamed<String, String>, Streamed<String, String>> client();

    /**
     * The codec of the peer: it reads what the client writes, and writes what that reads. Heads and chunks are words of
     * letters, digits and blanks, of at most 60 characters. {@link Peers} makes it for protocols without ids.
     */
    protected abstract Codec<Frame<String, String>, Frame<String, String>> peer();

    /** Whether requests and replies have ids; without, what is heard has the id 0. */
    abstract boolean hasIds();

    final StreamingClientBench bench(Wiring wiring) {
        return new StreamingClientBench(this, wiring);
    }

    @Test
    public void aStreamingRequestBodyLeavesAsItIsMade() {
        anywhere(wiring -> {
            StreamingClientBench client = bench(wiring);
            BodyWriter<String> body = new BodyWriter<>();
            Made call = client.call("put", body.body());
            List<Frame<String, String>> heard = client.hear();
            assertThat(heard).hasSize(1);
            long id = StreamingClientBench.id(heard.get(0));
            assertThat(heard).containsExactly(new Frame.Request<>(id, "put", true));

            body.write("one");
            assertThat(client.hear()).containsExactly(new Frame.Chunk<>(id, Half.REQUEST, "one"));
            body.write("two");
            assertThat(client.hear()).containsExactly(new Frame.Chunk<>(id, Half.REQUEST, "two"));
            body.end();
            assertThat(client.hear()).containsExactly(new Frame.End<>(id, Half.REQUEST));
            call.isAwaited();
            client.reply(id, "done").settle();
            assertThat(call.body("done").isEmpty()).isTrue();
        });
    }

    /** tokio-proto: {@code test_streaming_response_body}, of a client. */
    @Test
    public void aStreamingResponseBodyIsReadAsItComes() {
        anywhere(wiring -> {
            StreamingClientBench client = bench(wiring);
            Made call = client.call("get");
            long id = client.asked("get");
            client.begin(id, "here it comes").settle();
            Body<String> body = call.body("here it comes");
            AskedChunk first = AskedChunk.of(body);
            first.isAwaited();

            client.chunk(id, "one").settle();
            first.is("one");
            AskedChunk second = AskedChunk.of(body);
            client.chunk(id, "two").end(id).settle();
            second.is("two");
            AskedChunk.of(body).isTheEnd();

            goesOn(client);
        });
    }

    private static void goesOn(StreamingClientBench client) {
        Made next = client.call("next");
        client.reply(client.asked("next"), "the next one").settle();
        next.body("the next one");
        client.is(Status.OPEN);
    }

    /** tokio-proto: {@code test_reaching_max_buffered_frames}. */
    @Test
    public void reachingMaxBufferedFramesStopsThePeerAndLosesNothing() {
        onlyIf(features().credit() == 0, "bodies that are sent as they are read");
        narrowly(wiring -> {
            StreamingClientBench client = bench(wiring);
            Made call = client.call("get");
            long id = client.asked("get");
            List<String> chunks = IntStream.range(0, (wiring.windowFromPeer() + CLIENT_BYTES) / LONG)
                    .mapToObj(Laws::longWord)
                    .toList();
            client.begin(id, "much");
            chunks.forEach(chunk -> client.chunk(id, chunk));
            client.end(id).settle();
            assertThat(client.peer().unsent()).as("bytes that are not taken").isPositive();

            CompletableFuture<List<String>> read =
                    call.body("much").all(Long.MAX_VALUE, String::length).toCompletableFuture();
            client.settle();
            assertThat(read).isCompletedWithValue(chunks);
            goesOn(client);
        });
    }

    /** tokio-proto: {@code test_read_error_during_stream}. */
    @Test
    public void aReadErrorDuringAStreamBreaksTheBodyOffAndEndsTheSession() {
        onlyIf(!corrupt().isEmpty(), "bytes that cannot be read");
        breaksOff(Where.DECODE, client -> client.peer().write(corrupt()));
    }

    @Test
    public void anEndOfTheStreamInABodyBreaksItOffAndEndsTheSession() {
        breaksOff(Where.CLOSED, client -> client.peer().end());
    }

    /** tokio-proto: {@code test_transport_error_during_body_stream}. */
    @Test
    public void aTransportErrorDuringABodyStreamEndsBothBodiesAndTheSession() {
        breaksOff(Where.CLOSED, client -> client.peer().reset());
    }

    private void breaksOff(Where where, Consumer<StreamingClientBench> end) {
        anywhere(wiring -> {
            StreamingClientBench client = bench(wiring);
            BodyWriter<String> request = new BodyWriter<>();
            Made call = client.call("put", request.body());
            long id = StreamingClientBench.id(client.hear().get(0));
            client.begin(id, "as far as it came").chunk(id, "one").settle();
            Body<String> reply = call.body("as far as it came");
            AskedChunk.of(reply).is("one");
            AskedChunk next = AskedChunk.of(reply);
            Made other = client.call("another");
            client.hear();

            end.accept(client);
            client.settle();
            assertThat(next.failure().where()).isEqualTo(where);
            assertThat(AskedChunk.failure(request.write("late").toCompletableFuture())
                            .where())
                    .isEqualTo(Where.CANCELLED);
            assertThat(other.failure().where()).isEqualTo(where);
            client.is(Status.CLOSED);
        });
    }

    @Test
    public void aReaderThatLeavesLosesItsBodyAndNothingElse() {
        anywhere(wiring -> {
            StreamingClientBench client = bench(wiring);
            Made call = client.call("get");
            long id = client.asked("get");
            client.begin(id, "here it comes").chunk(id, "one").settle();
            Body<String> body = call.body("here it comes");
            body.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "left"));
            assertThat(AskedChunk.of(body).failure().where()).isEqualTo(Where.CANCELLED);

            List<Frame<String, String>> heard = client.hear();
            if (features().cancels()) {
                assertThat(heard).containsExactly(new Frame.Cancel<>(id));
            } else {
                assertThat(heard).isEmpty();
            }
            client.chunk(id, "two").end(id);
            goesOn(client);
        });
    }

    @Test
    public void aRequestThatBreaksOffIsNotTakenForWhole() {
        anywhere(wiring -> {
            StreamingClientBench client = bench(wiring);
            BodyWriter<String> body = new BodyWriter<>();
            client.call("put", body.body());
            body.write("one");
            assertThat(client.hear()).hasSize(2);

            body.fail(Failure.at(Where.SERVICE, Processed.NO, "the disk is gone"));
            List<Frame<String, String>> heard = client.hear();
            assertThat(heard).doesNotHaveAnyElementsOfTypes(Frame.End.class);
            boolean isTold =
                    heard.stream().anyMatch(frame -> frame instanceof Frame.Broken || frame instanceof Frame.Cancel);
            assertThat(isTold || client.peer().isAtEnd() || client.peer().isReset())
                    .as("the peer is told, or the connection has ended")
                    .isTrue();
        });
    }
}
