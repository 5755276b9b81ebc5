package io.tapio.tcp;

import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.dispatch.Dispatchers;

/**
 * Finds the addresses of hosts. A name may be looked up over the network, in a call of the JDK's that blocks, so that
 * is done on threads which may; what is an address already is there at once. Thread-safe.
 */
final class Resolver {
    /** What the JDK takes for an address, or refuses, without looking it up. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F]*:.*");

    /** The JDK's way to look up a name. */
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Executor blocking;
    private final Lookup lookup;

    Resolver(Executor blocking, Lookup lookup) {
        this.blocking = blocking;
        this.lookup = lookup;
    }

    static Resolver of(ActorSystem system) {
        return new Resolver(
                system.dispatchers().lookup(Dispatchers.DefaultBlockingDispatcherId()), InetAddress::getAllByName);
    }

    /**
     * One address at least, each once, in the JDK's order: see {@code java.net.preferIPv6Addresses}. Fails at
     * {@link Where#CONNECT}, calling what it does not know the {@code role}.
     */
    CompletionStage<List<InetAddress>> resolve(String host, String role) {
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        if (ADDRESS.matcher(host).matches()) {
            resolve(host, role, found);
        } else {
            blocking.execute(() -> resolve(host, role, found));
        }
        return found;
    }

    private void resolve(String host, String role, CompletableFuture<List<InetAddress>> found) {
        try {
            found.complete(Stream.of(lookup.addresses(host)).distinct().toList());
        } catch (UnknownHostException unknown) {
            found.completeExceptionally(Failure.at(Where.CONNECT, Processed.NO, "the " + role + " is unknown")
                    .withCause(unknown));
        } catch (RuntimeException refused) {
            found.completeExceptionally(refused);
        }
    }
}
