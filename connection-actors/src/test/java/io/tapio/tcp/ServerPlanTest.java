package io.tapio.tcp;

import static io.tapio.tcp.Loopback.CHUNKS;
import static io.tapio.tcp.Loopback.ECHO;
import static io.tapio.tcp.Loopback.get;
import static io.tapio.tcp.Loopback.hear;
import static io.tapio.tcp.Loopback.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.connection.CloseReason;
import io.tapio.connection.ConnectionInfo;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.timeout.Timeout;
import java.net.Socket;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.snapshot.MaterializerState$;
import org.apache.pekko.stream.snapshot.RunningInterpreter;
import org.apache.pekko.stream.snapshot.StreamSnapshot;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;

class ServerPlanTest {
    private static final ActorSystem<Void> SYSTEM = ActorSystem.create(Behaviors.empty(), "server-plan");

    private final TcpServer servers = TcpServer.create(SYSTEM);

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    @Test
    void whatIsSeenIsWhatRuns() throws Exception {
        try (Loopback loopback = Loopback.echoing(SYSTEM);
                Socket client = loopback.connect()) {
            say(client, "x");
            hear(client, 1);

            List<StreamSnapshot> running =
                    streamsOf(loopback.server.localAddress().getPort());
            List<StreamSnapshot> seen = get(servers.plan(CHUNKS, ECHO).view()).streams();

            assertThat(connections(seen)).isNotEmpty().isEqualTo(connections(running));
            assertThat(boundsOfStages(seen)).isNotEmpty().isEqualTo(boundsOfStages(running));
        }
    }

    @Test
    void aPlanThatWasSeenCanBeBound() throws Exception {
        ServerPlan plan = servers.plan(CHUNKS, ECHO);
        get(plan.view());

        ServerBinding binding = get(plan.bind("127.0.0.1", 0));

        try (Socket client = new Socket("127.0.0.1", binding.localAddress().getPort())) {
            say(client, "hello");
            assertThat(hear(client, 5)).isEqualTo("hello");
        }
        get(binding.terminate(Duration.ofSeconds(1)));
    }

    @Test
    void theConnectionThatNobodyMadeEnds() {
        CompletableFuture<ConnectionInfo> opened = new CompletableFuture<>();

        get(servers.plan(CHUNKS, connection -> {
                    opened.complete(connection);
                    return CompletableFuture.completedFuture(ECHO);
                })
                .view());

        assertThat(get(get(opened).closed()).kind()).isEqualTo(CloseReason.Kind.STOPPED);
    }

    @Test
    void aServiceThatIsNotGivenIsTold() {
        var plan = servers.<ByteString, ByteString>plan(
                CHUNKS, connection -> CompletableFuture.failedFuture(new IllegalStateException("no database")));

        assertThatThrownBy(() -> get(plan.view())).hasMessageContaining("no database");
    }

    @Test
    void aServiceThatComesLateIsWaitedFor() {
        CompletableFuture<Service<ByteString, ByteString>> late = new CompletableFuture<>();
        var view = servers.plan(CHUNKS, connection -> late).view();

        late.complete(ECHO);

        assertThat(get(view).streams()).isNotEmpty();
    }

    @Test
    void boundsAreThoseOfSettingsAndOfTheServicesStack() {
        Bound inner = Bound.count("calls that wait", 7, "my.queue");
        Service<ByteString, ByteString> service =
                new Timeout<ByteString, ByteString>(Duration.ofSeconds(2)).apply(new Limited(inner));

        PlanView view = get(servers.withSettings(servers.settings().withMaxConnections(3))
                .plan(CHUNKS, service)
                .view());

        assertThat(view.maker()).contains(Bound.count("open connections", 3, "tapio.tcp.server.max-connections"));
        assertThat(view.services())
                .contains(new Bounded.Group(
                        Bounded.SERVICE,
                        List.of(Bound.time("time to the answer of a call", Duration.ofSeconds(2), null), inner)))
                .extracting(Bounded.Group::owner)
                .startsWith("stats", "tracing", "log");
    }

    @Test
    void theBoundsOfTheListenerAreThoseOfThisProcess() {
        PlanView view = get(servers.plan(CHUNKS, ECHO).view());

        assertThat(view.maker())
                .isEqualTo(Descriptors.get(SYSTEM.classicSystem()).and(servers.settings()))
                .extracting(Bound::key)
                .contains("tapio.tcp.fd-reserve", "tapio.tcp.server.accept-rate");
    }

    private record Limited(Bound bound) implements Service<ByteString, ByteString>, Bounded {
        @Override
        public CompletableFuture<ByteString> call(io.tapio.context.Context context, ByteString request) {
            return CompletableFuture.completedFuture(request);
        }

        @Override
        public List<Bound> bounds() {
            return List.of(bound);
        }
    }

    /** Those of a listener's connections, by way of the actor that is their parent. */
    private static List<StreamSnapshot> streamsOf(int port) {
        ActorRef parent = get(SYSTEM.classicSystem()
                .actorSelection("/system/tapio-listener-" + port + "-*/StreamSupervisor-*")
                .resolveOne(Duration.ofSeconds(20)));
        return CollectionConverters.asJava(get(FutureConverters.asJava(
                MaterializerState$.MODULE$.requestFromSupervisor(parent, SYSTEM.executionContext()))));
    }

    private static List<String> connections(List<StreamSnapshot> streams) {
        return interpreters(streams).stream()
                .flatMap(each -> CollectionConverters.asJava(each.connections()).stream())
                .map(each -> each.out().label() + " -> " + each.in().label())
                .sorted()
                .toList();
    }

    private static List<Bound> boundsOfStages(List<StreamSnapshot> streams) {
        return interpreters(streams).stream()
                .flatMap(each -> CollectionConverters.asJava(each.logics()).stream())
                .flatMap(each -> each.attributes().getAttribute(Bounded.class).map(Bounded::bounds).stream())
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Bound::what))
                .toList();
    }

    private static List<RunningInterpreter> interpreters(List<StreamSnapshot> streams) {
        return streams.stream()
                .flatMap(each -> CollectionConverters.asJava(each.activeInterpreters()).stream())
                .toList();
    }
}
