package io.tapio.selector;

import io.tapio.loop.Interest;
import java.nio.channels.SelectionKey;
import org.apache.pekko.actor.ActorCell;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorRefWithCell;
import org.apache.pekko.dispatch.Envelope;
import org.apache.pekko.stream.impl.fusing.ActorGraphInterpreter;
import org.apache.pekko.stream.impl.fusing.GraphInterpreter;
import org.apache.pekko.stream.impl.fusing.GraphInterpreterShell;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.GraphStageLogic$;
import org.jspecify.annotations.Nullable;
import scala.runtime.BoxedUnit;

/**
 * Tells a stage that its channel is ready by a call: its graph's actor, which lives on this loop's thread and is not
 * running now, takes a message at once that is made only once. The same message on the usual way would pass through
 * stage actor, callback, mailbox and the loop's queue, objects which are no longer in the processor's cache when a
 * connection among many is ready again.
 */
final class StageCall implements Interest.Ready {
    private final String dispatcher;
    private final Interest.Ready messages;
    private final GraphStageLogic logic;
    private final ChannelEvents stage;
    private @Nullable ActorCell actor;
    private @Nullable Envelope message;
    private int ready;

    /**
     * @param dispatcher that of the loop, on which the stage's graph must run
     * @param messages the usual way, for as long as another thread is still starting the graph's actor
     */
    <S extends GraphStageLogic & ChannelEvents> StageCall(String dispatcher, Interest.Ready messages, S stage) {
        this.dispatcher = dispatcher;
        this.messages = messages;
        this.logic = stage;
        this.stage = stage;
    }

    @Override
    public void ready(int operations) {
        call(operations & SelectionKey.OP_WRITE);
        call(operations & SelectionKey.OP_READ);
    }

    private void call(int operation) {
        if (operation != 0) {
            ready = operation;
            ActorCell to = actor == null ? prepare() : actor;
            if (to == null) {
                messages.ready(operation);
            } else if (to.mailbox().shouldProcessMessage()) { // else it has ended, and closes the channel
                to.invoke(message);
            }
        }
    }

    /** When the first event comes, the graph has started, and its actor mostly knows it. */
    private @Nullable ActorCell prepare() {
        GraphInterpreter interpreter = logic.interpreter();
        if (!(((ActorRefWithCell) interpreter.context()).underlying() instanceof ActorCell cell)) {
            return null;
        }
        if (!cell.dispatcher().id().equals(dispatcher)) {
            throw new IllegalStateException("the channel is watched by " + dispatcher + ", but its stage runs on "
                    + cell.dispatcher().id());
        }
        GraphInterpreterShell shell = ((ActorGraphInterpreter) cell.actor())
                .activeInterpreters()
                .find(each -> each.interpreter() == interpreter)
                .get();
        Object input = shell.new AsyncInput(shell, logic, this, GraphStageLogic$.MODULE$.NoPromise(), event -> {
            tell();
            return BoxedUnit.UNIT;
        });
        message = new Envelope(input, ActorRef.noSender());
        actor = cell;
        return cell;
    }

    private void tell() {
        if (ready == SelectionKey.OP_WRITE) {
            stage.writable();
        } else {
            stage.readable();
        }
    }
}
