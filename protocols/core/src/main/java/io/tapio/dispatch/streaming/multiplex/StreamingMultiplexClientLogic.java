package io.tapio.dispatch.streaming.multiplex;

import io.tapio.body.Streamed;
import io.tapio.codec.BadFrame;
import io.tapio.dispatch.Call;
import io.tapio.dispatch.ClientLogic;
import io.tapio.failure.Failure;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The logic of a {@link StreamingMultiplexClientStage}: when to send, to take and to end. What the frames mean to the
 * calls under way is with {@link MadeCalls}.
 */
final class StreamingMultiplexClientLogic<Q, C, A, D>
        extends ClientLogic<Streamed<Q, C>, Streamed<A, D>, Frame<Q, C>, Frame<A, D>> implements CallEvents {
    private final long maxInFlight;
    private final Consumer<? super A> pushes;
    private final MadeCalls<Q, C, A, D> made;

    StreamingMultiplexClientLogic(StreamingMultiplexClientStage<Q, C, A, D> stage) {
        super(stage.shape, stage.rules.settings().clientLimits(), stage.connection, null);
        maxInFlight = Math.min(
                stage.rules.settings().clientMaxInFlight(), stage.rules.ids().count());
        made = new MadeCalls<>(stage.rules, stage.connection, calls(), new CallSignals(this, this));
        pushes = stage.rules.pushes();
    }

    @Override
    protected boolean hasNext() {
        return made.hasNext() || (hasRoom() && calls().hasNext());
    }

    private boolean hasRoom() {
        return made.size() < maxInFlight;
    }

    @Override
    public @Nullable Frame<Q, C> next() {
        Frame<Q, C> frame = made.next();
        if (frame != null) {
            return frame;
        }
        Call<Streamed<Q, C>, Streamed<A, D>> call = hasRoom() ? calls().take() : null;
        return call == null ? null : made.begin(call);
    }

    @Override
    protected boolean mayTake() {
        return made.mayRead();
    }

    @Override
    protected void onBad(BadFrame bad) {
        throw bad.failure();
    }

    @Override
    protected void take(Frame<A, D> frame) {
        if (frame instanceof Frame.Reply<A, D> reply) {
            made.reply(reply);
        } else if (frame instanceof Frame.Chunk<A, D> chunk) {
            made.chunk(chunk);
        } else if (frame instanceof Frame.End<A, D> end) {
            made.end(end);
        } else if (frame instanceof Frame.Error<A, D> error) {
            made.error(error);
        } else if (frame instanceof Frame.Credit<A, D> credit) {
            made.credit(credit);
        } else if (frame instanceof Frame.OneWay<A, D> push) {
            pushes.accept(push.head());
        } else if (frame instanceof Frame.Goodbye<A, D>) {
            calls().leave();
        } else {
            throw peerFault("the peer made a call, but this side serves none");
        }
    }

    @Override
    protected void onAbandoned(Call<?, ?> call) {
        made.abandon(call);
    }

    @Override
    protected Iterable<Call<Streamed<Q, C>, Streamed<A, D>>> unanswered() {
        return made.unanswered();
    }

    @Override
    protected void onGone(Failure gone) {
        made.end(gone);
    }

    // -- what happens to bodies

    @Override
    public void look(long id) {
        made.look(id);
        advance();
    }

    @Override
    public void ready(long id) {
        made.ready(id);
        advance();
    }

    @Override
    public void late(long id, Failure why) {
        if (made.isDropping(id)) {
            end(why);
        }
    }
}
