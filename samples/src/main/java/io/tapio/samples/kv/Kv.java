package io.tapio.samples.kv;

import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.redis.Command;
import io.tapio.redis.Redis;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.command.Client;
import io.tapio.samples.kv.command.Multi;
import io.tapio.samples.kv.command.Refused;
import io.tapio.samples.kv.command.Server;
import io.tapio.samples.kv.command.Spec;
import io.tapio.samples.kv.data.Reaper;
import io.tapio.samples.kv.data.Store;
import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.time.Timer;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One server: the store and those who are connected to it. */
public final class Kv implements ServiceFactory<Command, Reply>, Bounded {
    private static final Reply QUEUED = new Reply.Simple("QUEUED");

    private final Bounded limits;
    private final Store store;
    private final Server server;
    private final Reaper reaper;

    private Kv(KvSettings settings, Timer timer, InstantSource clock) {
        limits = settings;
        store = new Store(clock, settings.maxMemoryBytes());
        reaper = new Reaper(store, timer, this::hasClients);
        server = new Server(store, settings, Commands.TABLE, reaper::wake);
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
        return CompletableFuture.completedFuture(new Conversation(client));
    }

    @Override
    public List<Bound> bounds() {
        return limits.bounds();
    }

    private boolean hasClients() {
        return !server.clients().isEmpty();
    }

    private void close(Client client) {
        synchronized (store) {
            server.remove(client);
        }
    }

    /** The service of one connection. */
    private final class Conversation implements Service<Command, Reply> {
        private final Client client;
        private boolean begun;

        Conversation(Client client) {
            this.client = client;
        }

        @Override
        public CompletionStage<Reply> call(Context context, Command command) {
            try {
                if (!begun) {
                    begun = true;
                    context.get(Redis.PUSHES).ifPresent(client::attach);
                }
                return CompletableFuture.completedFuture(client.wanted(run(client, command)));
            } catch (RuntimeException bug) {
                return CompletableFuture.failedFuture(bug);
            }
        }
    }

    /** Runs a command whole: no other one runs at the same time, and time stands still for it. */
    private Reply run(Client client, Command command) {
        synchronized (store) {
            store.startClock();
            server.countCommand();
            try {
                Spec spec = admit(client, command);
                return spec == null ? QUEUED : server.perform(client, spec, command);
            } catch (Refused refused) {
                return refused.reply();
            }
        }
    }

    /** The command to run now; null if it waits for EXEC. */
    private @Nullable Spec admit(Client client, Command command) {
        Multi multi = client.multi();
        try {
            Spec spec = server.table().find(command);
            if (spec.needsMemory() && store.isFull()) {
                throw Refused.OUT_OF_MEMORY;
            }
            server.subscriptions().check(client, spec);
            if (multi == null || !Multi.takes(spec)) {
                return spec;
            }
            multi.add(spec, command);
            return null;
        } catch (Refused refused) {
            if (multi != null) {
                multi.refuse();
            }
            throw refused;
        }
    }

    /** For tests. */
    Store store() {
        return store;
    }
}
