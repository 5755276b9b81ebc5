package io.tapio.tcp;

import io.tapio.selector.ChannelEvents;
import io.tapio.selector.Registration;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Tries to connect to one address, and tells its client what became of it. It is the owner of its channel until
 * somebody takes that, and closes it when it is stopped before.
 */
final class Attempt implements ChannelEvents {
    private final ActorContext<Object> context;
    private final Client.Plan plan;
    private final InetSocketAddress address;
    private final List<InetSocketAddress> locals;
    private final ActorRef<Client.Command> client;
    private final Descriptors descriptors;
    private final AtomicReference<@Nullable SocketChannel> channel = new AtomicReference<>();
    private @Nullable Registration registration;
    private Behavior<Object> next = Behaviors.same();

    private Attempt(
            ActorContext<Object> context,
            Client.Plan plan,
            InetSocketAddress address,
            List<InetSocketAddress> locals,
            ActorRef<Client.Command> client) {
        this.context = context;
        this.plan = plan;
        this.address = address;
        this.locals = locals;
        this.client = client;
        this.descriptors = Descriptors.get(context.getSystem().classicSystem());
    }

    /** @param locals where to connect from: the first of the address' family; from anywhere if there are none */
    static Behavior<Object> create(
            Client.Plan plan,
            InetSocketAddress address,
            List<InetSocketAddress> locals,
            ActorRef<Client.Command> client) {
        return Behaviors.setup(context -> new Attempt(context, plan, address, locals, client).connecting());
    }

    private Behavior<Object> connecting() {
        try {
            connect();
        } catch (IOException thrown) {
            return refused(thrown);
        } catch (UnsupportedAddressTypeException thrown) {
            return refused(new SocketException("Address family not supported here"));
        }
        return Behaviors.receive(Object.class)
                .onAnyMessage(this::onChannelEvent)
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private void connect() throws IOException {
        SocketChannel made = SocketChannel.open();
        channel.set(made);
        descriptors.opened();
        Sockets.configured(made, plan.settings().connection());
        if (!locals.isEmpty()) {
            plan.settings().connection().options().beforeBinding(made);
            made.bind(local());
        }
        if (made.connect(address)) {
            connected();
        } else {
            plan.selector().register(made, Adapter.toClassic(context.getSelf()));
        }
    }

    private InetSocketAddress local() throws SocketException {
        return locals.stream()
                .filter(local -> local.getAddress().isAnyLocalAddress()
                        || Addresses.areOfOneFamily(local.getAddress(), address.getAddress()))
                .findFirst()
                .orElseThrow(() -> new SocketException("the local address is of another family"));
    }

    private Behavior<Object> onChannelEvent(Object event) {
        ChannelEvents.deliver(event, this);
        return next;
    }

    @Override
    public void registered(Registration registration) {
        this.registration = registration;
        registration.enable(SelectionKey.OP_CONNECT);
    }

    @Override
    public void connectable() {
        try {
            SocketChannel mine = channel.get();
            if (mine != null && mine.finishConnect()) {
                connected();
            } else if (mine != null && registration != null) {
                registration.enable(SelectionKey.OP_CONNECT);
            }
        } catch (IOException thrown) {
            next = refused(thrown);
        }
    }

    private void connected() {
        client.tell(new Client.Connected(channel));
    }

    private Behavior<Object> refused(IOException why) {
        client.tell(new Client.Refused(address, why));
        return Behaviors.stopped(this::close);
    }

    private Behavior<Object> onStop() {
        close();
        return Behaviors.same();
    }

    private void close() {
        SocketChannel left = channel.getAndSet(null);
        if (left == null) {
            return;
        }
        descriptors.closed();
        if (registration != null) {
            registration.close();
        } else {
            Sockets.close(left);
        }
    }
}
