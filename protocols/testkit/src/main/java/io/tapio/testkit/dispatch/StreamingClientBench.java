package io.tapio.testkit.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.body.Body;
import io.tapio.body.Streamed;
import io.tapio.context.Context;
import io.tapio.dispatch.streaming.multiplex.Frame;
import io.tapio.dispatch.streaming.multiplex.Frame.Half;
import io.tapio.failure.Failure;
import io.tapio.service.Session;
import io.tapio.testkit.network.RawPeer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A client's end under test, with bodies, and the test as its server. */
final class StreamingClientBench {
    /** A call that was made, and the head of its reply when that is there. */
    record Made(CompletableFuture<Streamed<String, String>> answer) {
        void isAwaited() {
            assertThat(answer).as("an answer that has not come").isNotDone();
        }

        /** The head of the reply is there, and its body may be. */
        Body<String> body(String head) {
            assertThat(answer)
                    .as("an answer")
                    .isCompletedWithValueMatching(reply -> reply.head().equals(head));
            return answer.join().body();
        }

        Failure failure() {
            return AskedChunk.failure(answer);
        }
    }

    private final Wiring wiring;
    private final Wiring.Opened<Streamed<String, String>, Streamed<String, String>> opened;
    private final Talk<Frame<String, String>> talk;

    StreamingClientBench(StreamingClientLaws laws, Wiring wiring) {
        this.wiring = wiring;
        opened = wiring.open(laws.client());
        talk = new Talk<>(wiring, opened.peer(), laws.peer());
    }

    RawPeer peer() {
        return opened.peer();
    }

    void settle() {
        wiring.settle();
    }

    void is(Session.Status status) {
        settle();
        assertThat(opened.session().status()).isEqualTo(status);
    }

    Made call(String head) {
        return call(head, Body.empty());
    }

    Made call(String head, Body<String> body) {
        return new Made(opened.session()
                .call(Context.root(), new Streamed<>(head, body))
                .toCompletableFuture());
    }

    // -- what the peer does

    /** What the client has said, but for the credit that it grants. */
    List<Frame<String, String>> hear() {
        return talk.hear().stream()
                .filter(frame -> !(frame instanceof Frame.Credit))
                .toList();
    }

    /** The id of the one request that has come, which has this head and no body. */
    long asked(String head) {
        List<Frame<String, String>> heard = hear();
        assertThat(heard).hasSize(1);
        Frame<String, String> frame = heard.get(0);
        long id = id(frame);
        assertThat(frame).isEqualTo(new Frame.Request<>(id, head, false));
        return id;
    }

    static long id(Frame<String, String> frame) {
        if (frame instanceof Frame.Request<String, String> request) {
            return request.id();
        }
        throw new AssertionError("a request was expected, and not " + frame);
    }

    StreamingClientBench reply(long id, String head) {
        return say(new Frame.Reply<>(id, head, false));
    }

    /** Begins a reply whose body follows. */
    StreamingClientBench begin(long id, String head) {
        return say(new Frame.Reply<>(id, head, true));
    }

    StreamingClientBench chunk(long id, String text) {
        return say(new Frame.Chunk<>(id, Half.REPLY, text));
    }

    StreamingClientBench end(long id) {
        return say(new Frame.End<>(id, Half.REPLY));
    }

    private StreamingClientBench say(Frame<String, String> frame) {
        talk.say(frame);
        return this;
    }
}
