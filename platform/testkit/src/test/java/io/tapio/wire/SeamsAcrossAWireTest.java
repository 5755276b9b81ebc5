package io.tapio.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.time.VirtualTimer;
import io.tapio.timeout.Timeout;
import io.tapio.tracing.TraceContext;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Services in two actor systems that Artery joins; each has a clock of its own. */
class SeamsAcrossAWireTest {
    private static final ActorSystem<Void> FRONT = system("front");
    private static final ActorSystem<Void> BACK = system("back");
    private static final Context.Key<String> USER = Context.Key.sent("user", WireFormat.text());
    private static final Context.Key<String> SECRET = Context.Key.local("secret");

    private final VirtualTimer front = new VirtualTimer();
    private final VirtualTimer back = new VirtualTimer();

    private static ActorSystem<Void> system(String name) {
        return ActorSystem.create(
                Behaviors.empty(), name, ConfigFactory.parseString("""
                        pekko.actor.provider = remote
                        pekko.remote.artery { transport = tcp, canonical { hostname = "127.0.0.1", port = 0 } }
                        pekko.actor.allow-java-serialization = off
                        """).withFallback(ConfigFactory.load()));
    }

    @AfterAll
    static void stop() {
        FRONT.terminate();
        BACK.terminate();
    }

    @Test
    void aCallIsAnsweredAsIfItHadBeenMadeThere() {
        Service<String, String> service = there(Service.of(String::toUpperCase));

        assertThat(get(service.call(Context.root(front), "hello"))).isEqualTo("HELLO");
    }

    @Test
    void theContextArrivesAndWhatIsLocalStays() {
        HeldService<String, String> held = new HeldService<>();
        Context context =
                Context.root(front).with(USER, "ada").with(SECRET, "x").withTimeout(Duration.ofSeconds(5));
        front.advance(Duration.ofSeconds(1));
        back.advance(Duration.ofDays(1));

        there(held).call(context, "a");

        Context arrived = first(held).context();
        assertThat(arrived.get(USER)).contains("ada");
        assertThat(arrived.get(SECRET)).isEmpty();
        assertThat(arrived.deadline().orElseThrow().left(back)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void theTraceArrivesAndIsHandedOnByWhoDoesNotKnowIt() {
        HeldService<String, String> last = new HeldService<>();
        Service<String, String> behind = RemoteService.at(BACK, RemoteService.serve(FRONT, front, last));
        TraceContext trace = TraceContext.parse(
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "rojo=00f067")
                .orElseThrow();

        there(behind).call(Context.root(front).with(TraceContext.KEY, trace), "a");

        assertThat(first(last).context().get(TraceContext.KEY)).contains(trace);
    }

    @Test
    void aFailureArrivesWhole() {
        Service<String, String> service = there((context, request) ->
                CompletableFuture.failedFuture(Failure.at(Where.CONNECT, Processed.NO, "nobody listens")
                        .withAddress("db:5432")
                        .withDetail("attempts", "3")
                        .withCause(new IOException("refused"))));

        Failure failure = failure(service.call(Context.root(front), "a"));

        assertThat(failure.where()).isEqualTo(Where.CONNECT);
        assertThat(failure.isSafeToRetry()).isTrue();
        assertThat(failure.address()).contains("db:5432");
        assertThat(failure.detail()).containsEntry("attempts", "3");
        assertThat(failure.getCause()).hasToString("there: java.io.IOException: refused");
    }

    @Test
    void aCancellationReachesTheWork() {
        HeldService<String, String> held = new HeldService<>();
        CancellationSource caller = new CancellationSource();
        there(held).call(Context.root(front).withCancellation(caller), "a");
        CompletableFuture<Failure> heard = new CompletableFuture<>();
        first(held).context().cancellation().onCancel(heard::complete);

        caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "the page was closed"));

        assertThat(get(heard)).hasMessage("the page was closed");
    }

    @Test
    void aTimeOutHereCancelsTheWorkThere() {
        HeldService<String, String> held = new HeldService<>();
        Service<String, String> service = new Timeout<String, String>(Duration.ofSeconds(3)).apply(there(held));
        CompletionStage<String> answer = service.call(Context.root(front), "a");
        CompletableFuture<Failure> heard = new CompletableFuture<>();
        first(held).context().cancellation().onCancel(heard::complete);

        front.advance(Duration.ofSeconds(3));

        assertThat(failure(answer).where()).isEqualTo(Where.TIMEOUT);
        assertThat(get(heard).where()).isEqualTo(Where.TIMEOUT);
    }

    @Test
    void whatOneHopPassesOnTheNextOneHas() {
        HeldService<String, String> last = new HeldService<>();
        Service<String, String> behind = RemoteService.at(BACK, RemoteService.serve(FRONT, front, last));
        Service<String, String> service = there((context, request) -> {
            back.advance(Duration.ofSeconds(2));
            return behind.call(context, request + " and on");
        });
        CancellationSource caller = new CancellationSource();
        var answer = service.call(
                Context.root(front)
                        .with(USER, "ada")
                        .withTimeout(Duration.ofSeconds(5))
                        .withCancellation(caller),
                "there");

        HeldService.Call<String, String> arrived = first(last);
        CompletableFuture<Failure> heard = new CompletableFuture<>();
        arrived.context().cancellation().onCancel(heard::complete);

        assertThat(arrived.request()).isEqualTo("there and on");
        assertThat(arrived.context().get(USER)).contains("ada");
        assertThat(arrived.context().deadline().orElseThrow().left(front)).isEqualTo(Duration.ofSeconds(3));
        caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "enough"));
        assertThat(get(heard)).hasMessage("enough");
        arrived.answer().completeExceptionally(heard.join());
        assertThat(failure(answer)).hasMessage("enough");
    }

    private Service<String, String> there(Service<String, String> service) {
        return RemoteService.at(FRONT, RemoteService.serve(BACK, back, service));
    }

    private static <Q, A> HeldService.Call<Q, A> first(HeldService<Q, A> held) {
        return get(held.first());
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Failure failure(CompletionStage<?> stage) {
        return Failure.of(get(stage.<Throwable>handle((value, thrown) -> thrown)));
    }
}
