package io.tapio.selector;

import org.apache.pekko.io.ChannelRegistration;
import org.apache.pekko.io.SelectionHandler;
import scala.runtime.AbstractFunction0;
import scala.runtime.BoxedUnit;

/** What a selector tells the owner of a channel; called on the owner's own thread, from {@link #deliver}. */
public interface ChannelEvents {
    void registered(Registration registration);

    default void readable() {}

    default void writable() {}

    default void acceptable() {}

    default void connectable() {}

    /** Hands a message that the owner's actor got to {@code owner}; false if it did not come from a selector. */
    static boolean deliver(Object message, ChannelEvents owner) {
        if (message == SelectionHandler.ChannelReadable$.MODULE$) {
            owner.readable();
        } else if (message == SelectionHandler.ChannelWritable$.MODULE$) {
            owner.writable();
        } else if (message == SelectionHandler.ChannelAcceptable$.MODULE$) {
            owner.acceptable();
        } else if (message == SelectionHandler.ChannelConnectable$.MODULE$) {
            owner.connectable();
        } else if (message instanceof Registration registration) {
            owner.registered(registration);
        } else if (message instanceof ChannelRegistration registration) {
            owner.registered(new PekkoRegistration(registration));
        } else {
            return false;
        }
        return true;
    }
}

record PekkoRegistration(ChannelRegistration registration) implements Registration {
    @Override
    public void enable(int operations) {
        registration.enableInterest(operations);
    }

    @Override
    public void disable(int operations) {
        registration.disableInterest(operations);
    }

    @Override
    public void close(Runnable closed) {
        registration.cancelAndClose(new AbstractFunction0<>() {
            @Override
            public BoxedUnit apply() {
                closed.run();
                return BoxedUnit.UNIT;
            }
        });
    }
}
