package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.body.Body;
import io.tapio.body.BodyWriter;
import io.tapio.body.Streamed;
import io.tapio.codec.Codec;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.context.Context;
import io.tapio.dispatch.streaming.multiplex.Frame;
import io.tapio.dispatch.streaming.multiplex.Frame.Half;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ServerProtocol;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The laws of bodies on a server, whatever its way of matching replies with requests. Extend
 * {@link StreamingPipelinedServerLaws} or {@link StreamingMultiplexedServerLaws}, which have those of their way, too.
 */
@SuppressWarnings("JUnitTestMethodVisibility") // tests that other packages inherit
public abstract class StreamingServerLaws extends Laws {
    /** More than a server keeps by itself of a body that is not read: what it has read, and the window of a body. */
    private static final int SERVER_BYTES = 256 * 1024;

    /** The protocol, with room for three calls or more, and a window for bodies of 64 KiB or less. */
    protected abstract ServerProtocol<Streamed<String, String>, Streamed<String, String>> server();

    /**
     * The codec of the peer: it reads what the server writes, and writes what that reads. Heads and chunks are words of
     * letters, digits and blanks, of at most 60 characters. {@link Peers} makes it for protocols without ids.
     */
    protected abstract Codec<Frame<String, String>, Frame<String, String>> peer();

    /** Whether requests and replies have ids; without, what is heard has the id 0. */
    abstract boolean hasIds();

    final StreamingServerBench bench(Wiring wiring) {
        return new StreamingServerBench(this, wiring);
    }

    final Frame<String, String> head(long id, String head, boolean hasBody) {
        return new Frame.Reply<>(heard(id), head, hasBody);
    }

    final Frame<String, String> chunk(long id, String text) {
        return new Frame.Chunk<>(heard(id), Half.REPLY, text);
    }

    final Frame<String, String> end(long id) {
        return new Frame.End<>(heard(id), Half.REPLY);
    }

    private long heard(long id) {
        return hasIds() ? id : 0;
    }

    @Test
    public void theServiceIsCalledWhenTheHeadIsThereAndReadsTheBodyAsItComes() {
        anywhere(wiring -> {
            StreamingServerBench server = bench(wiring).begin(0, "put");
            assertThat(server.call(0).request().head()).isEqualTo("put");
            AskedChunk first = server.read(0);
            first.isAwaited();

            server.chunk(0, "one").settle();
            first.is("one");
            AskedChunk second = server.read(0);
            server.chunk(0, "two").end(0).settle();
            second.is("two");
            server.read(0).isTheEnd();

            server.answer(0, "done", Body.empty());
            assertThat(server.hear()).containsExactly(head(0, "done", false));
            server.isOpen();
        });
    }

    @Test
    public void aStreamingResponseBodyLeavesAsItIsMade() {
        anywhere(wiring -> {
            StreamingServerBench server = bench(wiring).ask(0, "get");
            BodyWriter<String> body = server.answer(0, "here it comes");
            assertThat(server.hear()).containsExactly(head(0, "here it comes", true));

            body.write("one");
            assertThat(server.hear()).containsExactly(chunk(0, "one"));
            body.write("two");
            assertThat(server.hear()).containsExactly(chunk(0, "two"));
            body.end();
            assertThat(server.hear()).containsExactly(end(0));
            server.isOpen();
        });
    }

    @Test
    public void aReplyMayBeginBeforeTheBodyOfItsRequestHasEnded() {
        anywhere(wiring -> {
            StreamingServerBench server = bench(wiring).begin(0, "echo").chunk(0, "one");
            server.answer(0, "re echo", server.call(0).request().body());
            assertThat(server.hear()).containsExactly(head(0, "re echo", true), chunk(0, "one"));

            server.chunk(0, "two").end(0);
            assertThat(server.hear()).containsExactly(chunk(0, "two"), end(0));
        });
    }

    /** tokio-proto: {@code test_reaching_max_buffered_frames}. */
    @Test
    public void reachingMaxBufferedFramesStopsThePeerAndLosesNothing() {
        onlyIf(features().credit() == 0, "bodies that are sent as they are read");
        narrowly(wiring -> {
            StreamingServerBench other = bench(wiring).ask(0, "unconcerned");
            StreamingServerBench server = bench(wiring).begin(0, "put");
            List<String> chunks = IntStream.range(0, (wiring.windowFromPeer() + SERVER_BYTES) / LONG)
                    .mapToObj(Laws::longWord)
                    .toList();
            chunks.forEach(chunk -> server.chunk(0, chunk));
            server.end(0).settle();
            assertThat(server.peer().unsent()).as("bytes that are not taken").isPositive();
            other.answer(0, "still served", Body.empty());
            assertThat(other.hear()).containsExactly(head(0, "still served", false));

            CompletableFuture<List<String>> read = server.call(0)
                    .request()
                    .body()
                    .all(Long.MAX_VALUE, String::length)
                    .toCompletableFuture();
            server.settle();
            assertThat(read).isCompletedWithValue(chunks);
            server.answer(0, "done", Body.empty());
            assertThat(server.hear()).containsExactly(head(0, "done", false));
            server.isOpen();
        });
    }

    /** tokio-proto: {@code test_read_error_during_stream}. */
    @Test
    public void aReadErrorDuringAStreamBreaksTheBodyOffAndEndsTheConnectionBehindTheReply() {
        onlyIf(!corrupt().isEmpty(), "bytes that cannot be read");
        breaksOff(Where.DECODE, Kind.PROTOCOL_FAULT, server -> server.peer().write(corrupt()));
    }

    @Test
    public void anEndOfTheStreamInABodyBreaksItOffAndEndsTheConnectionBehindTheReply() {
        breaksOff(Where.CLOSED, Kind.PEER_CLOSED, server -> server.peer().end());
    }

    private void breaksOff(Where where, Kind kind, Consumer<StreamingServerBench> end) {
        anywhere(wiring -> {
            StreamingServerBench other = bench(wiring).ask(0, "unconcerned");
            StreamingServerBench server = bench(wiring).begin(0, "put").chunk(0, "one");
            server.read(0).is("one");
            AskedChunk next = server.read(0);
            next.isAwaited();

            end.accept(server);
            server.settle();
            assertThat(next.failure().where()).isEqualTo(where);
            assertThat(server.peer().isAtEnd()).as("ended before the reply").isFalse();
            server.answer(0, "not all of it came", Body.empty());
            assertThat(server.hear()).startsWith(head(0, "not all of it came", false));
            server.isOver(kind);

            other.isOpen();
            other.answer(0, "still served", Body.empty());
            assertThat(other.hear()).containsExactly(head(0, "still served", false));
        });
    }

    /** tokio-proto: {@code test_transport_error_during_body_stream}. */
    @Test
    public void aTransportErrorDuringABodyStreamEndsBothBodiesAndTheCall() {
        anywhere(wiring -> {
            StreamingServerBench server = bench(wiring).begin(0, "put").chunk(0, "one");
            BodyWriter<String> reply = server.answer(0, "as far as it came");
            assertThat(server.hear()).containsExactly(head(0, "as far as it came", true));
            server.read(0).is("one");
            AskedChunk next = server.read(0);

            server.peer().reset();
            server.settle();
            assertThat(next.failure().where()).isEqualTo(Where.CLOSED);
            assertThat(AskedChunk.failure(reply.write("late").toCompletableFuture())
                            .where())
                    .isEqualTo(Where.CANCELLED);
            Context context = server.call(0).context();
            assertThat(context.cancellation().cause().map(Failure::where)).contains(Where.CLOSED);
            assertThat(server.closed()).isNotNull();
        });
    }

    @Test
    public void whatWasNotReadOfARequestIsDroppedBehindItsReply() {
        anywhere(wiring -> {
            StreamingServerBench server = bench(wiring).begin(0, "put").chunk(0, "one");
            server.answer(0, "no, thanks", Body.empty());
            assertThat(server.hear()).containsExactly(head(0, "no, thanks", false));
            assertThat(server.read(0).failure().where()).isEqualTo(Where.CANCELLED);

            server.chunk(0, "two").end(0).ask(1, "next");
            assertThat(server.calls()).isEqualTo(2);
            server.answer(1, "with pleasure", Body.empty());
            assertThat(server.hear()).containsExactly(head(1, "with pleasure", false));
            server.isOpen();
        });
    }

    @Test
    public void aReplyThatBreaksOffIsNotTakenForWhole() {
        anywhere(wiring -> {
            StreamingServerBench server = bench(wiring).ask(0, "get");
            BodyWriter<String> reply = server.answer(0, "here it comes");
            reply.write("one");
            assertThat(server.hear()).containsExactly(head(0, "here it comes", true), chunk(0, "one"));

            reply.fail(Failure.at(Where.SERVICE, Processed.YES, "the disk is gone"));
            List<Frame<String, String>> heard = server.hear();
            assertThat(heard).doesNotHaveAnyElementsOfTypes(Frame.End.class);
            boolean isTold = heard.stream().anyMatch(Frame.Error.class::isInstance);
            assertThat(isTold || server.peer().isAtEnd() || server.peer().isReset())
                    .as("the peer is told, or the connection has ended")
                    .isTrue();
        });
    }
}
