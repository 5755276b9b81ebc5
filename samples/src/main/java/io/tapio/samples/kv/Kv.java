package io.tapio.samples.kv;

import io.tapio.connection.ConnectionInfo;
import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;
import io.tapio.time.Timer;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One server: the store and those who are connected to it. */
public final class Kv implements ServiceFactory<Command, Reply> {
    private final KvSettings settings;
    private final Store store;
    private final Map<Long, Client> clients = new TreeMap<>();
    private final Reaper reaper;
    private long lastId;
    private long commands;

    private Kv(KvSettings settings, Timer timer, InstantSource clock) {
        this.settings = settings;
        store = new Store(clock, settings);
        reaper = new Reaper(store, timer, () -> !clients.isEmpty());
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
            client = new Client(this, ++lastId, connection);
            clients.put(client.id(), client);
            reaper.wake(); // it slept while nobody was there
        }
        connection.closed().thenAccept(reason -> close(client));
        return CompletableFuture.completedFuture(client);
    }

    private void close(Client client) {
        synchronized (store) {
            clients.remove(client.id());
        }
    }

    /** Runs a command whole: no other one runs at the same time, and time stands still for it. */
    Reply run(Client client, Command command) {
        synchronized (store) {
            store.startClock();
            commands++;
            try {
                Spec spec = Commands.find(command);
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

    KvSettings settings() {
        return settings;
    }

    Store store() {
        return store;
    }

    /** Those who are connected, in the order in which they came. Use it inside a command only. */
    Map<Long, Client> clients() {
        return clients;
    }

    /** The connections that there have been. */
    long connections() {
        return lastId;
    }

    /** The commands that were run. */
    long commands() {
        return commands;
    }
}
