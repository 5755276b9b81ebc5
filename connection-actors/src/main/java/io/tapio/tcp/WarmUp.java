package io.tapio.tcp;

import io.tapio.connection.CloseReason;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.filter.Stack;
import io.tapio.logging.RequestLog;
import io.tapio.loop.EventLoop;
import io.tapio.protocol.ServerProtocol;
import io.tapio.selector.ChannelSelector;
import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;
import io.tapio.stats.MemoryStats;
import io.tapio.time.Timer;
import io.tapio.timeout.Timeout;
import io.tapio.tls.TlsServer;
import io.tapio.tracing.Tracing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/**
 * Opens what serving opens only once, before there can be a lack of file descriptors, and behind TLS before somebody
 * has to wait for it. A class is a file, or lies in a jar that is opened with the first class taken from it; where
 * there is no descriptor for that, the class is missing for good, and a class that is missing in an actor ends the JVM.
 */
final class WarmUp {
    /** One class of each package that accepting, closing and failing need. */
    private static final List<Class<?>> PACKAGES = List.of(
            WarmUp.class,
            ChannelSelector.class,
            EventLoop.class,
            CloseReason.class,
            Context.class,
            Failure.class,
            MemoryStats.class,
            RequestLog.class,
            Stack.class,
            Timeout.class,
            Timer.class,
            Tracing.class);

    private static boolean done;
    private static boolean tlsDone;

    private WarmUp() {}

    /** Does it, if it has not been done in this JVM. */
    static synchronized void once(ActorSystem system, ConnectionSettings settings) {
        if (!done) {
            done = true;
            openJars(((ExtendedActorSystem) system).dynamicAccess().classLoader());
            PACKAGES.forEach(WarmUp::loadPackage);
            useSockets(settings);
        }
    }

    /**
     * Loads what the first connection behind TLS would hold its loop for, if that has not been done in this JVM: on
     * other threads, so that nobody waits for it who does not need it. Behind its TLS is nobody's protocol, since that
     * may do whatever it does for a connection.
     */
    static synchronized void tlsOnce(ActorSystem system, TlsServer tls, ConnectionSettings settings) {
        if (!tlsDone) {
            tlsDone = true;
            tls.rehearse();
            ServerProtocol<ByteString, ByteString> bytes = (connection, nobody) -> Flow.create();
            var serving = new Conversation.Serving<>(bytes, ServiceFactory.shared(Service.of(nothing -> nothing)));
            new Rehearsal(system, new Conversation.Securing<>(tls, serving), settings).streams();
        }
    }

    /** A name that is nowhere is looked for everywhere. */
    private static void openJars(ClassLoader loader) {
        loader.getResource("io/tapio/tcp/nowhere");
    }

    /** Loads the package of {@code member}, if it is a directory. What is in a jar needs no descriptor any more. */
    private static void loadPackage(Class<?> member) {
        URL file = member.getResource(member.getSimpleName() + ".class");
        if (file == null || !file.getProtocol().equals("file")) {
            return;
        }
        Path directory = Path.of(URI.create(file.toString())).resolveSibling("");
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.toList()) {
                String name = each.getFileName().toString();
                if (name.endsWith(".class")) {
                    String simple = name.substring(0, name.length() - ".class".length());
                    Class.forName(member.getPackageName() + "." + simple, false, member.getClassLoader());
                }
            }
        } catch (IOException | ReflectiveOperationException gone) {
            // somebody builds there; nothing that could be helped
        }
    }

    /** The JDK has descriptors and libraries of its own for reading, writing and closing. */
    private static void useSockets(ConnectionSettings settings) {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(anyPort, 1);
                SocketChannel peer = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = Sockets.configured(server.accept(), settings)) {
            SocketBytes.write(accepted, ByteString.fromString("x"));
            SocketBytes.read(peer, 1);
            accepted.shutdownOutput();
            Sockets.resetOnClose(accepted);
        } catch (IOException noLoopback) {
            // then the first connection finds out
        }
    }
}
