package io.tapio.dispatch.streaming.multiplex;

import io.tapio.body.Streamed;
import io.tapio.codec.BadFrame;
import io.tapio.dispatch.ClientLogic;
import io.tapio.dispatch.ClientSession.Call;
import io.tapio.failure.Failure;
import java.util.function.Consumer;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.jspecify.annotations.Nullable;

/**
 * The logic of a {@link StreamingMultiplexClientStage}: when to send, to take and to end. What the frames mean to the
 * calls under way is with {@link MadeCalls}.
 */
final class StreamingMultiplexClientLogic<Q, C, A, D>
        extends ClientLogic<Streamed<Q, C>, Streamed<A, D>, Frame<Q, C>, Frame<A, D>> {
    private record Late(long id, Failure why) {}

    private final long maxInFlight;
    private final Consumer<? super A> pushes;
    private final MadeCalls<Q, C, A, D> calls;

    StreamingMultiplexClientLogic(StreamingMultiplexClientStage<Q, C, A, D> stage) {
        super(stage.shape, stage.rules.settings().clientLimits(), stage.connection, null);
        maxInFlight = Math.min(
                stage.rules.settings().clientMaxInFlight(), stage.rules.ids().count());
        calls = new MadeCalls<>(stage.rules, stage.connection, session(), new Events());
        pushes = stage.rules.pushes();
    }

    @Override
    protected boolean hasNext() {
        return calls.hasNext() || (hasRoom() && session().hasWaiting());
    }

    private boolean hasRoom() {
        return calls.size() < maxInFlight;
    }

    @Override
    public @Nullable Frame<Q, C> next() {
        Frame<Q, C> frame = calls.next();
        if (frame != null) {
            return frame;
        }
        Call<Streamed<Q, C>, Streamed<A, D>> call = hasRoom() ? session().take() : null;
        return call == null ? null : calls.begin(call);
    }

    @Override
    protected boolean mayTake() {
        return calls.mayRead();
    }

    @Override
    protected void onBad(BadFrame bad) {
        throw bad.failure();
    }

    @Override
    protected void take(Frame<A, D> frame) {
        if (frame instanceof Frame.Reply<A, D> reply) {
            calls.reply(reply);
        } else if (frame instanceof Frame.Chunk<A, D> chunk) {
            calls.chunk(chunk);
        } else if (frame instanceof Frame.End<A, D> end) {
            calls.end(end);
        } else if (frame instanceof Frame.Error<A, D> error) {
            calls.error(error);
        } else if (frame instanceof Frame.Credit<A, D> credit) {
            calls.credit(credit);
        } else if (frame instanceof Frame.OneWay<A, D> push) {
            pushes.accept(push.head());
        } else {
            throw peerFault("the peer made a call, but this side serves none");
        }
    }

    @Override
    protected void onAbandoned(Call<?, ?> call) {
        calls.abandon(call);
    }

    @Override
    protected Iterable<Call<Streamed<Q, C>, Streamed<A, D>>> unanswered() {
        return calls.unanswered();
    }

    @Override
    protected void onGone(Failure gone) {
        calls.end(gone);
    }

    private final class Events implements CallEvents {
        private final AsyncCallback<Long> looks = createAsyncCallback(this::onLook);
        private final AsyncCallback<Long> readies = createAsyncCallback(this::onReady);
        private final AsyncCallback<Late> lates = createAsyncCallback(this::onLate);

        @Override
        public void look(long id) {
            looks.invoke(id);
        }

        @Override
        public void ready(long id) {
            readies.invoke(id);
        }

        @Override
        public void late(long id, Failure why) {
            lates.invoke(new Late(id, why));
        }

        private void onLook(long id) {
            calls.look(id);
            advance();
        }

        private void onReady(long id) {
            calls.ready(id);
            advance();
        }

        private void onLate(Late late) {
            if (calls.isDropping(late.id)) {
                end(late.why);
            }
        }
    }
}
