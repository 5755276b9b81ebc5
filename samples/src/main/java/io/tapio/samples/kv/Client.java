package io.tapio.samples.kv;

import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.redis.Command;
import io.tapio.redis.Reply;
import io.tapio.service.Service;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the server remembers of one connection, and the service of that connection. Guarded by the store's lock. */
final class Client implements Service<Command, Reply> {
    /** Which replies the client wants ({@code CLIENT REPLY}). */
    enum Replies {
        ON,
        OFF,
        /** All but that to the next command. */
        SKIP_NEXT,
        /** All but that to the command that runs now. */
        SKIP
    }

    private final Kv kv;
    private final long id;
    private final ConnectionInfo connection;
    private final long since;
    private Database database;
    private String name = "";
    private String library = "";
    private String libraryVersion = "";
    private Replies replies = Replies.ON;

    Client(Kv kv, long id, ConnectionInfo connection) {
        this.kv = kv;
        this.id = id;
        this.connection = connection;
        this.since = kv.store().startClock();
        this.database = kv.store().database(0);
    }

    @Override
    public CompletionStage<Reply> call(Context context, Command command) {
        try {
            return CompletableFuture.completedFuture(wanted(kv.run(this, command)));
        } catch (RuntimeException bug) {
            return CompletableFuture.failedFuture(bug);
        }
    }

    private Reply wanted(Reply reply) {
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

    Kv kv() {
        return kv;
    }

    Store store() {
        return kv.store();
    }

    /** The database that is selected. */
    Database database() {
        return database;
    }

    void select(Database database) {
        this.database = database;
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    void rename(String name) {
        this.name = name;
    }

    void setLibrary(String library) {
        this.library = library;
    }

    void setLibraryVersion(String version) {
        this.libraryVersion = version;
    }

    Replies replies() {
        return replies;
    }

    void want(Replies replies) {
        this.replies = replies;
    }

    /** Forgets what the client has set. */
    void reset() {
        database = kv.store().database(0);
        name = "";
        replies = Replies.ON;
    }

    /**
     * The line of this client in CLIENT LIST; what does not exist here has the value of a client that does not use it.
     */
    String describe() {
        return "id=" + id + " addr=" + text(connection.remoteAddress()) + " laddr=" + text(connection.localAddress())
                + " fd=-1 name=" + name + " age=" + (kv.store().now() - since) / 1000 + " idle=0 flags=N db="
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
