package io.tapio.dispatch.duplex;

import io.tapio.codec.Frames;
import io.tapio.settings.Bounded;
import java.util.function.Predicate;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.AsyncCallback;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.jspecify.annotations.Nullable;

/**
 * Joins the dispatch of a server and that of a client to one connection. Frames of the peer go to the one that they
 * mean, in their order; the runs of both go to the peer, in turn.
 *
 * <p><b>Emits when</b> a run has a frame for an outlet that asks, or a dispatch has a run for the peer and that asks ·
 * <b>Backpressures when</b> the next frame is for a dispatch that does, or the peer does · <b>Completes when</b> both
 * dispatches have, which they do when the peer has closed, or when one of them has drained · <b>Fails when</b> the
 * peer's side or a dispatch does
 */
final class Switchboard<F> extends GraphStage<DuplexShape<F>> {
    private static final Attributes NAME = Attributes.name("duplex").and(Bounded.NOTHING);

    private final DuplexShape<F> shape = DuplexShape.create();
    private final Predicate<? super F> isForServer;
    private final Runnable serverDrained;

    /**
     * @param serverDrained runs when the server's dispatch has ended before the peer, which ends the client's as well
     */
    Switchboard(Predicate<? super F> isForServer, Runnable serverDrained) {
        this.isForServer = isForServer;
        this.serverDrained = serverDrained;
    }

    @Override
    public DuplexShape<F> shape() {
        return shape;
    }

    @Override
    public Attributes initialAttributes() {
        return NAME;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic {
        private final Side server = new Side(shape.toServer(), shape.fromServer(), true);
        private final Side client = new Side(shape.toClient(), shape.fromClient(), false);
        private final AsyncCallback<Throwable> breaks = createAsyncCallback(this::onBroken);
        private @Nullable Frames<F> run;
        private @Nullable F next;
        private boolean broken;
        private @Nullable Side beingWritten;
        private Side lastWritten = client;

        Logic() {
            super(shape);
            setHandler(shape.fromPeer(), new AbstractInHandler() {
                @Override
                public void onPush() {
                    run = grab(shape.fromPeer());
                    route();
                }

                @Override
                public void onUpstreamFinish() {
                    route();
                }
            });
            setHandler(shape.toPeer(), new AbstractOutHandler() {
                @Override
                public void onPull() {
                    onWritten();
                }
            });
        }

        // -- from the peer

        /** Gives the next frame's side a run, or asks for more, or ends both sides behind the last frame. */
        private void route() {
            while (peek() != null) {
                Side side = isForServer.test(next) ? server : client;
                if (!isClosed(side.out)) {
                    side.offer();
                    return;
                }
                next = null; // it reads nothing more
            }
            if (broken) {
                return;
            } else if (isClosed(shape.fromPeer())) {
                complete(server.out);
                complete(client.out);
            } else if (!hasBeenPulled(shape.fromPeer())) {
                pull(shape.fromPeer());
            }
        }

        private @Nullable F peek() {
            if (next == null && run != null) {
                try {
                    next = run.next();
                } catch (RuntimeException fault) {
                    broken = true;
                    breaks.invoke(fault); // not here: this may be in a call of one of the sides
                }
                if (next == null) {
                    run = null;
                }
            }
            return next;
        }

        private void onBroken(Throwable fault) {
            cancel(shape.fromPeer());
            fail(server.out, fault);
            fail(client.out, fault);
        }

        // -- to the peer

        private void onWritten() {
            Side written = beingWritten;
            beingWritten = null;
            if (written != null) {
                lastWritten = written;
                if (!isClosed(written.in)) {
                    pull(written.in);
                }
            }
            write();
        }

        private void write() {
            Side first = lastWritten == server ? client : server;
            if (beingWritten == null && isAvailable(shape.toPeer()) && !first.write()) {
                lastWritten.write();
            }
        }

        /** One of the two dispatches. */
        private final class Side implements Frames<F> {
            private final Outlet<Frames<F>> out;
            private final Inlet<Frames<F>> in;
            private final boolean isServer;
            private @Nullable Frames<F> written;

            Side(Outlet<Frames<F>> out, Inlet<Frames<F>> in, boolean isServer) {
                this.out = out;
                this.in = in;
                this.isServer = isServer;
                setHandler(out, new AbstractOutHandler() {
                    @Override
                    public void onPull() {
                        route();
                    }

                    @Override
                    public void onDownstreamFinish(Throwable cause) {
                        route();
                    }
                });
                setHandler(in, new AbstractInHandler() {
                    @Override
                    public void onPush() {
                        written = grab(in);
                        Logic.this.write();
                    }

                    @Override
                    public void onUpstreamFinish() {
                        onEnded();
                    }
                });
            }

            void offer() {
                if (isAvailable(out)) {
                    push(out, this);
                }
            }

            /** The next frame, as long as that is for this side. */
            @Override
            public @Nullable F next() {
                F frame = peek();
                if (frame == null || isForServer.test(frame) != isServer) {
                    return null;
                }
                next = null;
                return frame;
            }

            /** Gives the peer what this side has; false if it has nothing. */
            boolean write() {
                Frames<F> frames = written;
                if (frames == null) {
                    return false;
                }
                written = null;
                beingWritten = this;
                push(shape.toPeer(), frames);
                return true;
            }
        }

        /** A side ends when the peer has, or when it has drained: then the other is to end, when it is answered. */
        private void onEnded() {
            if (isClosed(server.in) && isClosed(client.in)) {
                completeStage();
            } else if (isClosed(shape.fromPeer())) {
                return;
            } else if (isClosed(server.in)) {
                serverDrained.run();
            } else {
                cancel(shape.fromPeer());
                run = null;
                next = null;
                complete(server.out);
                complete(client.out);
            }
        }

        @Override
        public void preStart() {
            pull(server.in);
            pull(client.in);
        }
    }
}
