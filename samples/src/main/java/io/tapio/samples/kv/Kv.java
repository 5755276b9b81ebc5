package io.tapio.samples.kv;

import io.tapio.connection.ConnectionInfo;
import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Server;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.data.Reaper;
import io.tapio.samples.kv.data.Store;
import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;
import io.tapio.time.Timer;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One server: the store and those who are connected to it. */
public final class Kv implements ServiceFactory<Command, Reply> {
    private final Store store;
    private final Server server;
    private final Reaper reaper;

    private Kv(KvSettings settings, Timer timer, InstantSource clock) {
        store = new Store(clock, settings.maxMemoryBytes());
        server = new Server(store, settings, Commands.TABLE);
        reaper = new Reaper(store, timer, () -> !server.clients().isEmpty());
    }

    /** An empty server. The timer removes expired keys; nothing is scheduled while no key can expire. */
    public static ServiceFactory<Command, Reply> create(KvSettings settings, Timer timer) {
        return create(settings, timer, InstantSource.system());
    }

    /** As {@link #create(KvSettings, Timer)}, with another clock for what expires. */
    static Kv create(KvSettings settings, Timer timer, InstantSource clock) {
        return new Kv(settings, timer, clock);
    }

    @Override
    public CompletionStage<Service<Command, Reply>> open(ConnectionInfo connection) {
        Client client;
        synchronized (store) {
            client = server.add(connection);
            reaper.wake(); // it slept while nobody was there
        }
        connection.closed().thenAccept(reason -> close(client));
        return CompletableFuture.completedFuture(Service.of(command -> client.wanted(run(client, command))));
    }

    private void close(Client client) {
        synchronized (store) {
            server.remove(client);
        }
    }

    /** Runs a command whole: no other one runs at the same time, and time stands still for it. */
    private Reply run(Client client, Command command) {
        synchronized (store) {
            store.startClock();
            server.countCommand();
            try {
                Spec spec = server.table().find(command);
                if (spec.needsMemory() && store.isFull()) {
                    throw Refused.OUT_OF_MEMORY;
                }
                Reply reply = spec.handler().run(client, command);
                if (spec.isWrite()) {
                    reaper.wake();
                }
                return reply;
            } catch (Refused refused) {
                return refused.reply();
            }
        }
    }

    /** For tests. */
    Store store() {
        return store;
    }
}
