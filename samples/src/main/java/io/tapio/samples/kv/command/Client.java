package io.tapio.samples.kv.command;

import io.tapio.connection.ConnectionInfo;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.data.Database;
import io.tapio.samples.kv.data.Key;
import io.tapio.samples.kv.data.Store;
import io.tapio.service.Push;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What the server remembers of one connection, which is what commands are run for. Guarded by the store's lock. */
public final class Client {
    /** Which replies the client wants ({@code CLIENT REPLY}). */
    public enum Replies {
        ON,
        OFF,
        /** All but that to the next command. */
        SKIP_NEXT,
        /** All but that to the command that runs now. */
        SKIP
    }

    private final Server server;
    private final long id;
    private final ConnectionInfo connection;
    private final long since;
    private Database database;
    private String name = "";
    private String library = "";
    private String libraryVersion = "";
    private Replies replies = Replies.ON;
    private int protocol = 2;
    private Push<Reply> push = message -> false;
    private @Nullable Multi multi;
    private Watches.@Nullable Watch watch;
    private long kept;

    /** Asked for each command, so it is not looked up. */
    private int subscriptions;

    Client(Server server, long id, ConnectionInfo connection) {
        this.server = server;
        this.id = id;
        this.connection = connection;
        this.since = server.store().startClock();
        this.database = server.store().database(0);
    }

    /** The reply that the client gets for this one: itself or nothing. To be called for each command. */
    public Reply wanted(Reply reply) {
        return switch (replies) {
            case ON -> reply;
            case OFF -> silent(reply);
            case SKIP_NEXT -> {
                replies = Replies.SKIP;
                yield silent(reply);
            }
            case SKIP -> {
                replies = Replies.ON;
                yield silent(reply);
            }
        };
    }

    /** Nothing to read, but what changes the connection changes it. */
    private static Reply silent(Reply reply) {
        return reply instanceof Reply.Speaking speaking
                ? new Reply.Speaking(speaking.version(), Reply.NONE)
                : Reply.NONE;
    }

    public Server server() {
        return server;
    }

    public Store store() {
        return server.store();
    }

    /** The database that is selected. */
    public Database database() {
        return database;
    }

    public void select(Database database) {
        this.database = database;
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public void rename(String name) {
        this.name = name;
    }

    public void setLibrary(String library) {
        this.library = library;
    }

    public void setLibraryVersion(String version) {
        this.libraryVersion = version;
    }

    public Replies replies() {
        return replies;
    }

    public void want(Replies replies) {
        this.replies = replies;
    }

    /** The version of the protocol that the client speaks. */
    public int protocol() {
        return protocol;
    }

    public void speak(int protocol) {
        this.protocol = protocol;
    }

    /** The way to send more than replies. */
    public Push<Reply> push() {
        return push;
    }

    /** To be called before the client's first command. */
    public void attach(Push<Reply> push) {
        this.push = push;
    }

    // -- what the server keeps for it

    /** Counts bytes that the server is about to keep for this client; refused if they are too many. */
    public void keep(long bytes) {
        int limit = server.limits().maxClientBytes();
        if (kept + bytes > limit) {
            throw new Refused("ERR queued commands, watched keys and subscriptions of this connection would take "
                    + (kept + bytes) + " bytes; the limit is " + limit + " (tapio.samples.kv.max-client-bytes)");
        }
        kept += bytes;
    }

    public void release(long bytes) {
        kept -= bytes;
    }

    /** Whether it is subscribed to anything. */
    public boolean isSubscribed() {
        return subscriptions > 0;
    }

    void countSubscription(int more) {
        subscriptions += more;
    }

    /** The commands since MULTI; null if there was none. */
    public @Nullable Multi multi() {
        return multi;
    }

    /** Begins a transaction. */
    public void begin() {
        multi = new Multi(this);
    }

    /** Ends the transaction, if there is one, and forgets what is watched. */
    public void discard() {
        if (multi != null) {
            release(multi.bytes());
            multi = null;
        }
        unwatch();
    }

    public void watch(Key key) {
        if (watch == null) {
            watch = new Watches.Watch();
        }
        keep(Watches.bytes(key));
        if (!server.watches().add(watch, database, key)) {
            release(Watches.bytes(key));
        }
    }

    public void unwatch() {
        if (watch != null) {
            release(server.watches().end(watch));
            watch = null;
        }
    }

    /** True if a key that the client watches is not what it was. */
    public boolean hasTouched() {
        return watch != null && Watches.isTouched(watch);
    }

    /** Forgets what the client has set, begun and subscribed to. */
    public void reset() {
        discard();
        server.subscriptions().end(this);
        database = server.store().database(0);
        name = "";
        replies = Replies.ON;
        protocol = 2;
    }

    /**
     * The line of this client in CLIENT LIST; what does not exist here has the value of a client that does not use it.
     */
    public String describe() {
        return "id=" + id + " addr=" + text(connection.remoteAddress()) + " laddr=" + text(connection.localAddress())
                + " fd=-1 name=" + name + " age=" + (server.store().now() - since) / 1000 + " idle=0 flags=" + flags()
                + " db=" + database.index() + server.subscriptions().describe(this) + " multi="
                + (multi == null ? -1 : multi.commands().size()) + " user=default redir=-1 resp=" + protocol
                + " lib-name=" + library + " lib-ver=" + libraryVersion + "\n";
    }

    private String flags() {
        String flags = (isSubscribed() ? "P" : "") + (multi == null ? "" : "x") + (hasTouched() ? "d" : "");
        return flags.isEmpty() ? "N" : flags;
    }

    private static String text(SocketAddress address) {
        if (address instanceof InetSocketAddress ip && ip.getAddress() != null) {
            String host = ip.getAddress().getHostAddress();
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + ip.getPort();
        }
        return address.toString();
    }
}
