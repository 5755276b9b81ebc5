package io.tapio.dispatch.streaming.multiplex;

import io.tapio.failure.Failure;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStageLogic;

/** Brings what happens to bodies, on any thread, to the thread of a stage. */
final class CallSignals implements CallEvents {
    private record Late(long id, Failure why) {}

    private final AsyncCallback<Long> looks;
    private final AsyncCallback<Long> readies;
    private final AsyncCallback<Late> lates;

    /** @param told on the stage's thread */
    CallSignals(GraphStageLogic stage, CallEvents told) {
        looks = stage.createAsyncCallback(told::look);
        readies = stage.createAsyncCallback(told::ready);
        lates = stage.createAsyncCallback(late -> told.late(late.id, late.why));
    }

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
}
