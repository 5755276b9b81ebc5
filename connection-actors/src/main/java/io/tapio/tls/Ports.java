package io.tapio.tls;

import java.util.function.Consumer;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.InHandler;
import org.apache.pekko.stream.stage.OutHandler;

/** Handlers of a stage that has several ports of each kind. */
final class Ports {
    private Ports() {}

    static InHandler in(Runnable onPush, Runnable onFinish, Consumer<Throwable> onFailure) {
        return new AbstractInHandler() {
            @Override
            public void onPush() {
                onPush.run();
            }

            @Override
            public void onUpstreamFinish() {
                onFinish.run();
            }

            @Override
            public void onUpstreamFailure(Throwable cause) {
                onFailure.accept(cause);
            }
        };
    }

    static OutHandler out(Runnable onPull, Consumer<Throwable> onCancel) {
        return new AbstractOutHandler() {
            @Override
            public void onPull() {
                onPull.run();
            }

            @Override
            public void onDownstreamFinish(Throwable cause) {
                onCancel.accept(cause);
            }
        };
    }
}
