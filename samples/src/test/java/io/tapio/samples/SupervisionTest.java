package io.tapio.samples;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.line.Line;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpClient;
import io.tapio.tcp.TcpServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.Kill;
import org.apache.pekko.actor.PoisonPill;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stops and kills each kind of actor in turn: only the calls of its subtree fail, each with a named cause.
 *
 * <pre>
 *   servers   a ── {one, two}      b ── {other}
 *   clients   one ─▶ a             two ─▶ a, other ─▶ b
 * </pre>
 */
class SupervisionTest {
    /** An actor by its path, and whose calls end with it. */
    private record Victim(String name, Function<SupervisionTest, String> path, boolean ofClient, boolean endsTwo) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Victim> VICTIMS = List.of(
            new Victim("listener", test -> test.listener(), false, true),
            new Victim(
                    "supervisors of a listener's graphs", test -> test.listener() + "/StreamSupervisor-*", false, true),
            new Victim("connection", test -> test.listener() + "/" + test.one.id(), false, false),
            new Victim("graph of a connection", test -> test.listener() + "/StreamSupervisor-*/flow-0-*", false, false),
            new Victim("client", test -> "/system/tapio-client-*", true, false),
            new Victim("connection of a client", test -> "/system/tapio-client-*/out-*", true, false),
            new Victim(
                    "supervisor of a client's graph", test -> "/system/tapio-client-*/StreamSupervisor-*", true, false),
            new Victim("graph of a client", test -> "/system/tapio-client-*/StreamSupervisor-*/flow-*", true, false));

    private static Stream<Arguments> deaths() {
        return VICTIMS.stream()
                .flatMap(victim -> Stream.of(PoisonPill.getInstance(), Kill.getInstance())
                        .map(death -> Arguments.of(victim, death)));
    }

    private final ActorSystem<Void> servers = ActorSystem.create(Behaviors.empty(), "servers");
    private final ActorSystem<Void> firstClient = ActorSystem.create(Behaviors.empty(), "first-client");
    private final ActorSystem<Void> otherClients = ActorSystem.create(Behaviors.empty(), "other-clients");

    private final CompletableFuture<String> late = new CompletableFuture<>();
    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
    private final BlockingQueue<ConnectionInfo> accepted = new LinkedBlockingQueue<>();
    private final ServerBinding a = serve();
    private final ServerBinding b = serve();
    private ConnectionInfo one;

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("deaths")
    void onlyTheCallsOfItsSubtreeFailEachWithANamedCause(Victim victim, Object death) throws Exception {
        Session<String, String> first = connect(firstClient, a);
        one = accepted.poll(10, SECONDS);
        Session<String, String> second = connect(otherClients, a);
        Session<String, String> other = connect(otherClients, b);
        CompletionStage<String> firstCall = call(first, "wait");
        CompletionStage<String> secondCall = call(second, "wait");
        CompletionStage<String> otherCall = call(other, "wait");
        for (int i = 0; i < 3; i++) {
            assertThat(waiting.poll(10, SECONDS)).isNotNull();
        }

        end(victim.ofClient ? firstClient : servers, victim.path.apply(this), death);

        assertEndedWithACause(firstCall);
        assertEndedWithACause(call(first, "late"));
        if (victim.endsTwo) {
            assertEndedWithACause(secondCall);
        }
        late.complete("at last");
        if (!victim.endsTwo) {
            assertThat(get(secondCall)).isEqualTo("at last");
            assertThat(get(call(second, "x"))).isEqualTo("x");
        }
        assertThat(get(otherCall)).isEqualTo("at last");
        assertThat(get(call(other, "y"))).isEqualTo("y");
        assertThat(get(first.closed()).message()).isNotBlank();
        if (!victim.name.equals("listener")) {
            assertThat(get(call(connect(otherClients, a), "z"))).isEqualTo("z");
        }
        List.of(servers, firstClient, otherClients).forEach(ActorSystem::terminate);
    }

    private ServerBinding serve() {
        Service<String, String> service = (context, line) -> {
            if (line.equals("wait")) {
                waiting.add(line);
                return late;
            }
            return CompletableFuture.completedFuture(line);
        };
        return get(TcpServer.create(servers).bind("127.0.0.1", 0, Line.server(), connection -> {
            accepted.add(connection);
            return CompletableFuture.completedFuture(service);
        }));
    }

    private String listener() {
        return "/system/tapio-listener-" + a.localAddress().getPort() + "-*";
    }

    private static Session<String, String> connect(ActorSystem<Void> system, ServerBinding server) {
        return get(TcpClient.create(system)
                .connect("127.0.0.1", server.localAddress().getPort(), Line.client()));
    }

    private static CompletionStage<String> call(Session<String, String> session, String line) {
        return session.call(Context.root(), line);
    }

    /** All actors of the path: a listener has a supervisor of graphs for each event loop. */
    private static void end(ActorSystem<Void> system, String path, Object death) {
        ActorSelection victims = system.classicSystem().actorSelection(path);
        get(victims.resolveOne(Duration.ofSeconds(10)));
        victims.tell(death, ActorRef.noSender());
    }

    private static void assertEndedWithACause(CompletionStage<String> call) {
        Throwable thrown = get(call.handle((reply, failed) -> failed));
        Failure failure = Failure.of(thrown);
        assertThat(failure.where()).isEqualTo(Failure.Where.CLOSED);
        assertThat(failure.getMessage()).isNotBlank();
        assertThat(failure.address()).isPresent();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, SECONDS).join();
    }
}
