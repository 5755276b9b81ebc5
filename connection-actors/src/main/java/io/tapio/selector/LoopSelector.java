package io.tapio.selector;

import io.tapio.loop.EventLoop;
import io.tapio.loop.Interest;
import io.tapio.time.Timer;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.io.ChannelRegistration;
import org.apache.pekko.io.ChannelRegistry;
import org.apache.pekko.io.SelectionHandler;
import org.apache.pekko.stream.stage.GraphStageLogic;
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
        register(channel, operations, owner, new Teller(owner));
    }

    @Override
    public void register(SelectableChannel channel, ActorRef owner) {
        register(channel, 0, owner);
    }

    @Override
    public <S extends GraphStageLogic & ChannelEvents> void register(
            SelectableChannel channel, ActorRef owner, S stage) {
        register(channel, 0, owner, new StageCall(loop.dispatcher(), new Teller(owner), stage));
    }

    private void register(SelectableChannel channel, int operations, ActorRef owner, Interest.Ready events) {
        loop.onLoop(() -> {
            try {
                Interest interest = loop.register(channel, events);
                interest.enable(operations);
                owner.tell(new Place(loop, interest), ActorRef.noSender());
            } catch (IOException closedMeanwhile) {
                // its owner has closed it and waits for nothing
            }
        });
    }

    private record Teller(ActorRef owner) implements Interest.Ready {
        @Override
        public void ready(int operations) {
            tell(operations & SelectionKey.OP_WRITE, SelectionHandler.ChannelWritable$.MODULE$);
            tell(operations & SelectionKey.OP_READ, SelectionHandler.ChannelReadable$.MODULE$);
            tell(operations & SelectionKey.OP_ACCEPT, SelectionHandler.ChannelAcceptable$.MODULE$);
            tell(operations & SelectionKey.OP_CONNECT, SelectionHandler.ChannelConnectable$.MODULE$);
        }

        private void tell(int operation, Object event) {
            if (operation != 0) {
                owner.tell(event, ActorRef.noSender());
            }
        }
    }

    private record Place(EventLoop loop, Interest interest) implements Registration, ChannelRegistration {
        @Override
        public void enable(int operations) {
            if (loop.isOnLoop()) {
                interest.enable(operations);
            } else {
                loop.execute(() -> interest.enable(operations));
            }
        }

        @Override
        public void disable(int operations) {
            loop.onLoop(() -> interest.disable(operations));
        }

        @Override
        public void close(Runnable closed) {
            loop.onLoop(() -> interest.close(closed));
        }

        @Override
        public void enableInterest(int operations) {
            enable(operations);
        }

        @Override
        public void disableInterest(int operations) {
            disable(operations);
        }

        @Override
        public void cancelAndClose(Function0<BoxedUnit> andThen) {
            close(andThen::apply);
        }
    }
}
