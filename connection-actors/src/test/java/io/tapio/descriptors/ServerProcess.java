package io.tapio.descriptors;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.tapio.tcp.ConnectionCounts;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpServer;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;

/** An echo server as a process of its own. It prints its port, and then one line for each line that it is told. */
final class ServerProcess {
    private static final List<InputStream> FILES = new ArrayList<>();

    private ServerProcess() {}

    public static void main(String[] arguments) throws Exception {
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "few-descriptors");
        ServerBinding server = TcpServer.create(system)
                .bind("127.0.0.1", 0, connection -> Flow.of(ByteString.class))
                .toCompletableFuture()
                .get(20, SECONDS);
        System.out.println(server.localAddress().getPort());
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in));
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            System.out.println(answer(line, server));
        }
        system.terminate();
    }

    private static String answer(String told, ServerBinding server) throws IOException {
        return switch (told) {
            case "fill" -> fill();
            case "free" -> free();
            default -> counts(server.counts());
        };
    }

    /** Opens files until there is no descriptor left. */
    private static String fill() {
        int before = FILES.size();
        try {
            while (true) {
                FILES.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException noneLeft) {
            return "filled " + (FILES.size() - before);
        }
    }

    private static String free() throws IOException {
        for (InputStream file : FILES) {
            file.close();
        }
        FILES.clear();
        return "free";
    }

    private static String counts(ConnectionCounts counts) {
        return counts.accepted() + " " + counts.open() + " " + counts.obstacles();
    }
}
