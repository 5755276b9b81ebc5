package io.tapio.selector;

import io.tapio.loop.EventLoop;
import io.tapio.time.Timer;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.io.ChannelRegistration;
import org.apache.pekko.io.ChannelRegistry;
import org.apache.pekko.io.SelectionHandler;
import scala.Function0;
import scala.runtime.BoxedUnit;

/** An event loop's selector in Pekko I/O's channel contract: on the loop's own thread, asking costs no system call. */
record LoopSelector(EventLoop loop) implements ChannelSelector, ChannelRegistry {
    @Override
    public String dispatcher() {
        return loop.dispatcher();
    }

    @Override
    public Timer timer() {
        return loop;
    }

    @Override
    public boolean isHere() {
        return loop.isOnLoop();
    }

    @Override
    public void register(SelectableChannel channel, int operations, ActorRef owner) {
        loop.onLoop(() -> {
            try {
                SelectionKey key = loop.register(channel, new Teller(owner));
                key.interestOps(operations);
                owner.tell(new Place(loop, key), ActorRef.noSender());
            } catch (IOException closedMeanwhile) {
                // its owner has closed it and waits for nothing
            }
        });
    }

    @Override
    public void register(SelectableChannel channel, ActorRef owner) {
        register(channel, 0, owner);
    }

    /** Tells the owner once for each interest, which is off from then on. */
    private record Teller(ActorRef owner) implements EventLoop.Ready {
        @Override
        public void ready(SelectionKey key) {
            if (!key.isValid()) {
                return;
            }
            int ready = key.readyOps();
            key.interestOps(key.interestOps() & ~ready);
            tell(ready, SelectionKey.OP_WRITE, SelectionHandler.ChannelWritable$.MODULE$);
            tell(ready, SelectionKey.OP_READ, SelectionHandler.ChannelReadable$.MODULE$);
            tell(ready, SelectionKey.OP_ACCEPT, SelectionHandler.ChannelAcceptable$.MODULE$);
            tell(ready, SelectionKey.OP_CONNECT, SelectionHandler.ChannelConnectable$.MODULE$);
        }

        private void tell(int ready, int operation, Object event) {
            if ((ready & operation) != 0) {
                owner.tell(event, ActorRef.noSender());
            }
        }
    }

    private record Place(EventLoop loop, SelectionKey key) implements ChannelRegistration {
        @Override
        public void enableInterest(int operations) {
            if (loop.isOnLoop()) {
                enable(operations);
            } else {
                loop.execute(() -> enable(operations));
            }
        }

        private void enable(int operations) {
            if (key.isValid()) {
                key.interestOps(key.interestOps() | operations);
            }
        }

        @Override
        public void disableInterest(int operations) {
            loop.onLoop(() -> {
                if (key.isValid()) {
                    key.interestOps(key.interestOps() & ~operations);
                }
            });
        }

        @Override
        public void cancelAndClose(Function0<BoxedUnit> andThen) {
            loop.onLoop(() -> {
                key.cancel();
                closeQuietly(key);
                loop.afterSelect(andThen::apply);
            });
        }

        private static void closeQuietly(SelectionKey key) {
            try {
                key.channel().close();
            } catch (IOException closed) {
                // it is closed, whatever it says
            }
        }
    }
}
