package io.tapio.samples.kv.command;

import io.tapio.connection.ConnectionInfo;
import io.tapio.redis.Reply;
import io.tapio.samples.kv.data.Database;
import io.tapio.samples.kv.data.Store;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

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

    Client(Server server, long id, ConnectionInfo connection) {
        this.server = server;
        this.id = id;
        this.connection = connection;
        this.since = server.store().startClock();
        this.database = server.store().database(0);
    }

    /** The reply that the client gets for this one: itself or {@link Reply#NONE}. To be called for each command. */
    public Reply wanted(Reply reply) {
        return switch (replies) {
            case ON -> reply;
            case OFF -> Reply.NONE;
            case SKIP_NEXT -> {
                replies = Replies.SKIP;
                yield Reply.NONE;
            }
            case SKIP -> {
                replies = Replies.ON;
                yield Reply.NONE;
            }
        };
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

    /** Forgets what the client has set. */
    public void reset() {
        database = server.store().database(0);
        name = "";
        replies = Replies.ON;
    }

    /**
     * The line of this client in CLIENT LIST; what does not exist here has the value of a client that does not use it.
     */
    public String describe() {
        return "id=" + id + " addr=" + text(connection.remoteAddress()) + " laddr=" + text(connection.localAddress())
                + " fd=-1 name=" + name + " age=" + (server.store().now() - since) / 1000 + " idle=0 flags=N db="
                + database.index() + " sub=0 psub=0 ssub=0 multi=-1 user=default redir=-1 resp=2 lib-name=" + library
                + " lib-ver=" + libraryVersion + "\n";
    }

    private static String text(SocketAddress address) {
        if (address instanceof InetSocketAddress ip && ip.getAddress() != null) {
            String host = ip.getAddress().getHostAddress();
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + ip.getPort();
        }
        return address.toString();
    }
}
