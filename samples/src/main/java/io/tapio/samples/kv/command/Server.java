package io.tapio.samples.kv.command;

import io.tapio.connection.ConnectionInfo;
import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.data.Database;
import io.tapio.samples.kv.data.Store;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What all connections share. Guarded by the store's lock. */
public final class Server {
    /** What this server is compatible with; clients decide by it what they may use. */
    public static final String REDIS_VERSION = "7.0.15";

    private final Store store;
    private final Limits limits;
    private final Table table;
    private final Map<Long, Client> clients = new TreeMap<>();
    private final Watches watches = new Watches();
    private final Subscriptions subscriptions = new Subscriptions();
    private final Runnable wrote;
    private long lastId;
    private long commands;

    /** @param wrote is told of each command that may have changed something, when it has run */
    public Server(Store store, Limits limits, Table table, Runnable wrote) {
        this.store = store;
        this.limits = limits;
        this.table = table;
        this.wrote = wrote;
        store.onTouch(watches);
    }

    /** Runs a command that its client may give now. */
    public Reply perform(Client client, Spec spec, Command command) {
        Reply reply = spec.handler().run(client, command);
        if (spec.isWrite()) {
            wrote.run();
        }
        return reply;
    }

    Watches watches() {
        return watches;
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    public Store store() {
        return store;
    }

    public Limits limits() {
        return limits;
    }

    public Table table() {
        return table;
    }

    /** The database whose index an argument is; refused if there is none. */
    public Database database(Command command, int argument) {
        long index = Integers.at(command, argument);
        if (index != (int) index) {
            throw new Refused(
                    "ERR value is out of range, value must between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE);
        }
        if (index < 0 || index >= Store.DATABASES) {
            throw Refused.NO_DATABASE;
        }
        return store.database((int) index);
    }

    /** Takes a connection in; it stays until {@link #remove}. */
    public Client add(ConnectionInfo connection) {
        Client client = new Client(this, ++lastId, connection);
        clients.put(client.id(), client);
        return client;
    }

    public void remove(Client client) {
        client.reset();
        clients.remove(client.id());
    }

    /** Those who are connected, in the order in which they came; a view. */
    public Collection<Client> clients() {
        return Collections.unmodifiableCollection(clients.values());
    }

    /** The one with this number; null if it is not connected. */
    public @Nullable Client client(long id) {
        return clients.get(id);
    }

    /** The connections that there have been. */
    public long connections() {
        return lastId;
    }

    /** The commands that were run. */
    public long commands() {
        return commands;
    }

    /** To be called for each command that is run. */
    public void countCommand() {
        commands++;
    }
}
