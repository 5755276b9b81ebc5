package io.tapio.testkit.sockets;

import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.BidiShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * Between wire and protocol: changes nothing, and tells its {@link ProtocolEnd} what passes.
 *
 * <p><b>Emits when</b> the other side does · <b>Backpressures when</b> the other side does · <b>Completes when</b> both
 * directions have, each on its own · <b>Fails when</b> the other side does
 */
final class Tap extends GraphStage<BidiShape<ByteString, ByteString, ByteString, ByteString>> {
    /** Messages that the graph sends itself in a row without a byte passing: more than any stage needs. */
    private static final int HOPS = 12;

    private final Inlet<ByteString> fromWire = Inlet.create("Tap.fromWire");
    private final Outlet<ByteString> toProtocol = Outlet.create("Tap.toProtocol");
    private final Inlet<ByteString> fromProtocol = Inlet.create("Tap.fromProtocol");
    private final Outlet<ByteString> toWire = Outlet.create("Tap.toWire");
    private final BidiShape<ByteString, ByteString, ByteString, ByteString> shape =
            BidiShape.of(fromProtocol, toWire, fromWire, toProtocol);
    private final ProtocolEnd end;

    private Tap(ProtocolEnd end) {
        this.end = end;
    }

    /** The same flow, tapped. */
    static <M> Flow<ByteString, ByteString, M> on(ProtocolEnd end, Flow<ByteString, ByteString, M> protocol) {
        return protocol.join(new Tap(end));
    }

    @Override
    public BidiShape<ByteString, ByteString, ByteString, ByteString> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return Attributes.name("tap");
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic {
        private final AsyncCallback<Integer> hops = createAsyncCallback(this::onHop);
        private long seen;

        Logic() {
            super(shape);
            setHandler(fromWire, new AbstractInHandler() {
                @Override
                public void onPush() {
                    ByteString bytes = grab(fromWire);
                    end.took(bytes.size());
                    push(toProtocol, bytes);
                }

                @Override
                public void onUpstreamFinish() {
                    end.inputOver();
                    complete(toProtocol);
                }

                @Override
                public void onUpstreamFailure(Throwable cause) {
                    end.inputOver();
                    fail(toProtocol, cause);
                }
            });
            setHandler(toProtocol, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    end.asked();
                    pull(fromWire);
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    end.inputOver();
                    cancel(fromWire, cause);
                }
            });
            setHandler(fromProtocol, new AbstractInHandler() {
                @Override
                public void onPush() {
                    ByteString bytes = grab(fromProtocol);
                    end.gave(bytes.size());
                    push(toWire, bytes);
                }

                @Override
                public void onUpstreamFinish() {
                    end.outputOver();
                    complete(toWire);
                }

                @Override
                public void onUpstreamFailure(Throwable cause) {
                    end.outputOver();
                    fail(toWire, cause);
                }
            });
            setHandler(toWire, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    end.wasAsked();
                    pull(fromProtocol);
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    end.outputOver();
                    cancel(fromProtocol, cause);
                }
            });
        }

        /** It outlives its ports until it is sure that all other stages have seen what ended them. */
        @Override
        public void preStart() {
            setKeepGoing(true);
            end.started(() -> hops.invoke(HOPS));
        }

        @Override
        public void postStop() {
            end.stopped();
        }

        /** Goes behind whatever the graph has been told, again and again, until nothing follows from it any more. */
        private void onHop(int left) {
            long now = end.steps();
            boolean moved = now != seen;
            seen = now;
            if (moved || left > 0) {
                hops.invoke(moved ? HOPS : left - 1);
            } else {
                if (end.progress().isOver()) {
                    setKeepGoing(false);
                }
                end.quiet();
            }
        }
    }
}
