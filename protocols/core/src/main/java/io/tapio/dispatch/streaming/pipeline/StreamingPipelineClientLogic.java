package io.tapio.dispatch.streaming.pipeline;

import io.tapio.body.Streamed;
import io.tapio.codec.BadFrame;
import io.tapio.context.Cancellation;
import io.tapio.dispatch.Call;
import io.tapio.dispatch.ClientLogic;
import io.tapio.dispatch.streaming.ArrivingBody;
import io.tapio.dispatch.streaming.Incoming;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.apache.pekko.Done;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.jspecify.annotations.Nullable;

/**
 * The logic of a {@link StreamingPipelineClientStage}. At most one body goes, that of the newest request, and at most
 * one comes, that of the oldest call's reply.
 */
final class StreamingPipelineClientLogic<Q, C, A, D>
        extends ClientLogic<Streamed<Q, C>, Streamed<A, D>, Part<Q, C>, Part<A, D>> {
    /** A call that was sent, or is being sent. It is over when both its messages are complete. */
    private static final class Exchange<Q, C, A, D> {
        private final Call<Streamed<Q, C>, Streamed<A, D>> call;
        private boolean sent;
        private boolean answered;
        private Cancellation.Registration caller = () -> {};

        Exchange(Call<Streamed<Q, C>, Streamed<A, D>> call) {
            this.call = call;
        }
    }

    private final int maxInFlight;
    private final Queue<Exchange<Q, C, A, D>> inFlight = new ArrayDeque<>(1);
    private final AsyncCallback<Done> looks = createAsyncCallback(done -> onLook());
    private final AsyncCallback<Failure> late = createAsyncCallback(this::onLate);
    private final Incoming<D> incoming;
    private final Outgoing<Q, C> outgoing = new Outgoing<>(this::look, this::onSent);
    private @Nullable Exchange<Q, C, A, D> sending;

    StreamingPipelineClientLogic(StreamingPipelineClientStage<Q, C, A, D> stage) {
        super(stage.shape, stage.protocol.settings().clientLimits(), stage.connection, stage.points);
        maxInFlight = stage.protocol.settings().clientMaxInFlight();
        incoming = new Incoming<>(
                stage.protocol.chunks(), stage.protocol.bodies(), false, stage.connection, this::look, late::invoke);
    }

    // -- to the peer

    @Override
    protected boolean hasNext() {
        return outgoing.isOpen() ? outgoing.isReady() : hasRoom() && calls().hasNext();
    }

    private boolean hasRoom() {
        return inFlight.size() < maxInFlight;
    }

    @Override
    public @Nullable Part<Q, C> next() {
        if (outgoing.isOpen()) {
            return outgoing.piece();
        }
        Call<Streamed<Q, C>, Streamed<A, D>> call = hasRoom() ? calls().take() : null;
        if (call == null) {
            return null;
        }
        Exchange<Q, C, A, D> exchange = new Exchange<>(call);
        inFlight.add(exchange);
        sending = exchange;
        return outgoing.begin(call.request());
    }

    private void onSent() {
        Exchange<Q, C, A, D> exchange = Objects.requireNonNull(sending);
        sending = null;
        exchange.sent = true;
        endIfOver(exchange);
    }

    private void endIfOver(Exchange<Q, C, A, D> exchange) {
        if (exchange.sent && exchange.answered) {
            calls().over(exchange.call);
        }
    }

    // -- from the peer

    @Override
    protected boolean mayTake() {
        return incoming.hasRoom();
    }

    @Override
    protected void onBad(BadFrame bad) {
        throw bad.failure();
    }

    @Override
    protected void take(Part<A, D> part) {
        if (part instanceof Part.Head<A, D> reply) {
            begin(reply);
        } else if (part instanceof Part.Chunk<A, D> chunk) {
            incoming.add(chunk.chunk());
        } else {
            incoming.end(part instanceof Part.Broken<A, D> broken ? broken.why() : null);
            onAnswered();
        }
    }

    private void begin(Part.Head<A, D> reply) {
        Exchange<Q, C, A, D> oldest = inFlight.peek();
        if (oldest == null) {
            throw peerFault("the peer sent a reply, but owes none");
        } else if (incoming.isOpen()) {
            throw peerFault("the peer began a reply before the body of the one before had ended");
        } else if (!reply.hasBody()) {
            calls().reply(oldest.call, Streamed.of(reply.head()));
            onAnswered();
            return;
        }
        ArrivingBody<D> body = incoming.begin();
        if (calls().reply(oldest.call, new Streamed<>(reply.head(), body))) {
            oldest.caller = oldest.call.context().cancellation().onCancel(body::cancel);
        } else {
            incoming.abandon(body, Failure.at(Where.CANCELLED, Processed.MAYBE, "the caller has left"));
        }
    }

    private void onAnswered() {
        Exchange<Q, C, A, D> oldest = inFlight.remove();
        oldest.caller.close();
        oldest.answered = true;
        endIfOver(oldest);
    }

    // -- looks, and the end

    private void look() {
        looks.invoke(Done.getInstance());
    }

    private void onLook() {
        incoming.look();
        advance();
    }

    private void onLate(Failure why) {
        if (incoming.isDropping()) {
            end(why);
        }
    }

    @Override
    protected Iterable<Call<Streamed<Q, C>, Streamed<A, D>>> unanswered() {
        return inFlight.stream().map(exchange -> exchange.call).toList();
    }

    @Override
    protected void onGone(Failure gone) {
        incoming.fail(gone);
        outgoing.cancel(gone);
    }
}
