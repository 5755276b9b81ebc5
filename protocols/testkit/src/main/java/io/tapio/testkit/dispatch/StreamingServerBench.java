package io.tapio.testkit.dispatch;

import io.tapio.body.Body;
import io.tapio.body.BodyWriter;
import io.tapio.body.Streamed;
import io.tapio.dispatch.streaming.multiplex.Frame;
import io.tapio.dispatch.streaming.multiplex.Frame.Half;
import io.tapio.testkit.service.HeldService;
import java.util.List;

/** A server's end under test, with bodies: its calls wait for the test, which is its client. */
final class StreamingServerBench extends ServerEnd {
    private final HeldService<Streamed<String, String>, Streamed<String, String>> calls;
    private final Talk<Frame<String, String>> talk;

    StreamingServerBench(StreamingServerLaws laws, Wiring wiring) {
        this(laws, wiring, new HeldService<>());
    }

    private StreamingServerBench(
            StreamingServerLaws laws,
            Wiring wiring,
            HeldService<Streamed<String, String>, Streamed<String, String>> calls) {
        super(wiring, wiring.serve(laws.server(), calls));
        this.calls = calls;
        talk = new Talk<>(wiring, peer(), laws.peer());
    }

    // -- what the peer says

    /** Asks without a body. */
    StreamingServerBench ask(long id, String head) {
        return say(new Frame.Request<>(id, head, false));
    }

    /** Begins a request whose body follows. */
    StreamingServerBench begin(long id, String head) {
        return say(new Frame.Request<>(id, head, true));
    }

    StreamingServerBench chunk(long id, String text) {
        return say(new Frame.Chunk<>(id, Half.REQUEST, text));
    }

    StreamingServerBench end(long id) {
        return say(new Frame.End<>(id, Half.REQUEST));
    }

    private StreamingServerBench say(Frame<String, String> frame) {
        talk.say(frame);
        return this;
    }

    /** What the server has said, but for the credit that it grants. */
    List<Frame<String, String>> hear() {
        return talk.hear().stream()
                .filter(frame -> !(frame instanceof Frame.Credit))
                .toList();
    }

    // -- what the service does

    /** The calls that have come, answered ones, too. */
    int calls() {
        settle();
        return calls.requests().size();
    }

    HeldService.Call<Streamed<String, String>, Streamed<String, String>> call(int place) {
        settle();
        return calls.call(place);
    }

    /** Asks for a chunk of the body of a request. */
    AskedChunk read(int call) {
        return AskedChunk.of(call(call).request().body());
    }

    void answer(int call, String head, Body<String> body) {
        call(call).answer().complete(new Streamed<>(head, body));
    }

    /** Answers with a body that is still to be written. */
    BodyWriter<String> answer(int call, String head) {
        BodyWriter<String> writer = new BodyWriter<>();
        answer(call, head, writer.body());
        return writer;
    }
}
