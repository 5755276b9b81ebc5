package io.tapio.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.tapio.connection.CloseReason.Kind;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Session.Status;
import io.tapio.stats.SystemStats;
import io.tapio.testkit.stats.Numbers;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EndpointTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final Duration WHILE = Duration.ofMinutes(1);

    private final VirtualTimer timer = new VirtualTimer();
    private final Connections connections = new Connections();
    private EndpointSettings settings = EndpointSettings.from(ConfigFactory.load());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void callsWaitForTheConnectionAndGoToItFromThenOn() throws Exception {
        Endpoint<String, String> endpoint = open("a");
        var early = call(endpoint, "early");
        assertThat(early).isNotDone();
        assertThat(endpoint.status()).isEqualTo(Status.BUSY);

        connections.next("a").succeed();

        assertThat(get(early)).isEqualTo("early by a");
        assertThat(call(endpoint, "late")).isCompletedWithValue("late by a");
        assertThat(endpoint.status()).isEqualTo(Status.OPEN);
    }

    @Test
    void aCallThatItsConnectionTakesNoMoreIsMadeOnTheNext() throws Exception {
        Endpoint<String, String> endpoint = open("a", "b");
        var first = connected(endpoint, "a");
        timer.advance(WHILE);
        first.leaves();

        var moved = call(endpoint, "moved");
        connections.next("b").succeed();

        assertThat(get(moved)).isEqualTo("moved by b");
        first.ends(Kind.PEER_CLOSED);
        assertThat(get(call(endpoint, "stays"))).isEqualTo("stays by b");
        assertThat(connections.isQuiet()).isTrue();
    }

    @Test
    void aCallWhoseFateIsUnknownFails() throws Exception {
        Endpoint<String, String> endpoint = open("a", "b");
        connected(endpoint, "a").fails(Failure.at(Where.CLOSED, Processed.MAYBE, "reset"));

        assertThat(failure(call(endpoint, "x"))).hasMessage("reset");
    }

    @Test
    void aRefusalThatIsNotTheConnectionsEndIsTheCallers() throws Exception {
        Endpoint<String, String> endpoint = open("a", "b");
        connected(endpoint, "a").fails(Failure.at(Where.QUEUE, Processed.NO, "full"));

        assertThat(failure(call(endpoint, "x"))).hasMessage("full");
    }

    @Test
    void aConnectionThatEndsIsMadeAgainBeforeAnybodyAsks() throws Exception {
        Endpoint<String, String> endpoint = open("a");
        var first = connected(endpoint, "a");
        timer.advance(WHILE);

        first.ends(Kind.RESET);

        connections.next("a").succeed();
    }

    @Test
    void aRoundWithoutSuccessFailsTheCallsWithEveryReasonAndIsFollowedByAnother() throws Exception {
        Endpoint<String, String> endpoint = open("a", "b");
        var waits = call(endpoint, "x");
        connections.next("a").fail("a is off");
        connections.next("b").fail("b is off");

        assertThat(failure(waits)).hasMessage("a is off; b is off");
        assertThat(failure(waits).where()).isEqualTo(Where.CONNECT);
        assertThat(failure(waits).isSafeToRetry()).isTrue();
        assertThat(failure(call(endpoint, "while it rests"))).hasMessage("a is off; b is off");

        timer.advance(settings.backoff().min());
        connections.next("a").succeed();
        assertThat(get(call(endpoint, "again"))).isEqualTo("again by a");
    }

    @Test
    void itsStateIsToldInNumbers() throws Exception {
        Endpoint<String, String> endpoint = open("n", "m");
        var waits = call(endpoint, "x");
        assertThat(number("waiting")).isEqualTo(1);
        assertThat(number("connected")).isZero();

        connections.next("n").fail("off");
        connections.next("m").fail("off");
        failure(waits);
        assertThat(number("rests")).isEqualTo(1);
        assertThat(number("waiting")).isZero();

        timer.advance(settings.backoff().min());
        connected(endpoint, "n");
        assertThat(number("connected")).isEqualTo(1);
        assertThat(number("open")).isEqualTo(1);

        endpoint.drain(Duration.ZERO);
        get(endpoint.closed());
        assertThat(number("open")).isZero();
    }

    private static long number(String what) {
        return new Numbers(SystemStats.of(KIT.system())).of("tapio.endpoint." + what, Map.of("endpoint", "n,m"));
    }

    @Test
    void theWaitGrowsWithEachRoundInARow() throws Exception {
        settings = settings.withBackoff(Duration.ofMillis(100), Duration.ofSeconds(1));
        Endpoint<String, String> endpoint = open("a");
        for (int failures = 1; failures < 8; failures++) {
            connections.next("a").fail("off");
            failure(call(endpoint, "until it rests"));
            long longest = Math.min(1000, 100L << (failures - 1));

            assertThat(timer.untilNext().orElseThrow().toMillis()).isBetween(longest / 2 - 1, longest);
            timer.advance(Duration.ofMillis(longest));
        }
    }

    @Test
    void connectionsThatEndAtOnceAreNotMadeWithoutEnd() throws Exception {
        Endpoint<String, String> endpoint = open("a");
        for (int i = 0; i < 3; i++) {
            connections.next("a").succeed().ends(Kind.PEER_CLOSED);
        }

        assertThat(failure(call(endpoint, "x"))).hasMessageStartingWith("the connection to a ended: it ended");
        assertThat(connections.isQuiet()).isTrue();
        timer.advance(settings.backoff().min());
        connections.next("a").succeed();
    }

    @Test
    void serversThatRestartInTurnAreFollowed() throws Exception {
        Endpoint<String, String> endpoint = open("a", "b");
        Connections.Connection connection = connected(endpoint, "a");
        for (int i = 0; i < 4; i++) {
            connection.leaves();
            var moved = call(endpoint, "moved");
            connections.next("b").fail("restarts");
            connection = connections.next("a").succeed();
            assertThat(get(moved)).isEqualTo("moved by a");
        }
    }

    @Test
    void aCallMovesOnlySoOften() throws Exception {
        settings = settings.withMaxMoves(1);
        Endpoint<String, String> endpoint = open("a", "b");
        connected(endpoint, "a").leaves();
        timer.advance(WHILE);

        var call = call(endpoint, "x");
        Connections.Attempt second = connections.next("b");
        second.session().complete(leaving("b"));

        assertThat(failure(call)).hasMessage("it takes no more calls");
    }

    @Test
    void callsThatWaitAreBounded() {
        settings = settings.withMaxWaiting(2);
        Endpoint<String, String> endpoint = open("a");
        var waiting = Stream.of("1", "2").map(each -> call(endpoint, each)).toList();

        Failure failure = failure(call(endpoint, "3"));

        assertThat(failure).hasMessage("call 3 that waits for a connection, where 2 may (tapio.endpoint.max-waiting)");
        assertThat(failure.where()).isEqualTo(Where.QUEUE);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void aCallerWhoLeavesMakesRoom() {
        settings = settings.withMaxWaiting(1);
        Endpoint<String, String> endpoint = open("a");
        CancellationSource leaving = new CancellationSource();
        var left = endpoint.call(Context.root().withCancellation(leaving), "1").toCompletableFuture();

        leaving.cancel(Failure.at(Where.CANCELLED, Processed.NO, "changed my mind"));

        assertThat(failure(left)).hasMessage("changed my mind");
        assertThat(call(endpoint, "2")).isNotDone();
    }

    @Test
    void aDrainedEndpointEndsWithItsConnection() throws Exception {
        Endpoint<String, String> endpoint = open("a");
        var connection = connected(endpoint, "a");

        get(endpoint.drain(Duration.ofSeconds(7)));

        assertThat(connection.drained).isEqualTo(Duration.ofSeconds(7));
        assertThat(get(endpoint.closed()).kind()).isEqualTo(Kind.DRAINED);
        assertThat(endpoint.status()).isEqualTo(Status.CLOSED);
        assertThat(failure(call(endpoint, "late")).isSafeToRetry()).isTrue();
    }

    @Test
    void drainingEndsAConnectionThatIsJustBeingMade() throws Exception {
        Endpoint<String, String> endpoint = open("a");
        var waits = call(endpoint, "x");
        Connections.Attempt attempt = connections.next("a");
        var drained = endpoint.drain(Duration.ofSeconds(7));
        assertThat(failure(waits)).hasMessageContaining("draining");

        Connections.Connection connection = attempt.succeed();

        get(drained);
        assertThat(connection.drained).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void afterTheLastRoundTheEndpointEndsAndSaysWhy() throws Exception {
        settings = settings.withMaxRounds(2);
        Endpoint<String, String> endpoint = open("a");
        connections.next("a").fail("off");
        failure(call(endpoint, "until it rests"));
        timer.advance(settings.backoff().max());
        connections.next("a").fail("still off");

        var reason = get(endpoint.closed());
        assertThat(reason.kind()).isEqualTo(Kind.CONNECT_FAILED);
        assertThat(reason.message()).isEqualTo("still off; given up after 2 rounds (tapio.endpoint.max-rounds)");
        assertThat(failure(call(endpoint, "late")).where()).isEqualTo(Where.CONNECT);
    }

    @Test
    void aHopelessRoundEndsTheEndpointAtOnce() throws Exception {
        hopeless("handshake");
        Endpoint<String, String> endpoint = open("a", "b");
        connections.next("a").fail(Where.HANDSHAKE, "wrong password");
        connections.next("b").fail(Where.HANDSHAKE, "who are you?");

        var reason = get(endpoint.closed());
        assertThat(reason.kind()).isEqualTo(Kind.CONNECT_FAILED);
        assertThat(reason.message())
                .isEqualTo("wrong password; who are you?; given up as declared (tapio.endpoint.give-up-on)");
        assertThat(connections.isQuiet()).isTrue();
    }

    @Test
    void aRoundWithHopeIsFollowedByAnother() throws Exception {
        hopeless("handshake");
        Endpoint<String, String> endpoint = open("a", "b");
        connections.next("a").fail(Where.HANDSHAKE, "wrong password");
        connections.next("b").fail("not there");
        failure(call(endpoint, "until it rests"));
        timer.advance(settings.backoff().max());

        connections.next("a").succeed();
        assertThat(endpoint.closed().toCompletableFuture()).isNotDone();
    }

    @Test
    void aServerThatSpeaksNonsenseEachTimeMayBeHopeless() throws Exception {
        hopeless("decode");
        Endpoint<String, String> endpoint = open("a");
        for (int i = 0; i < 3; i++) {
            connections.next("a").succeed().ends(Kind.PROTOCOL_FAULT);
        }

        assertThat(get(endpoint.closed()).message()).contains("the connection to a ended", "give-up-on");
    }

    @Test
    void aFaultOnAConnectionThatHasLivedIsFollowedByAnotherConnection() throws Exception {
        settings = settings.withGivesUpOn(failure -> true);
        Endpoint<String, String> endpoint = open("a");
        for (int i = 0; i < 5; i++) {
            var connection = connected(endpoint, "a");
            timer.advance(WHILE);
            connection.ends(Kind.PROTOCOL_FAULT);
        }

        connected(endpoint, "a");
    }

    private void hopeless(String where) {
        settings = EndpointSettings.from(ConfigFactory.parseString("tapio.endpoint.give-up-on = [" + where + "]")
                .withFallback(ConfigFactory.load()));
    }

    @Test
    void aTargetThatThrowsIsATargetThatRefuses() {
        Endpoint<String, String> endpoint = Endpoint.open(
                KIT.system(),
                settings,
                List.of(new Target<>("a", () -> {
                    throw new IllegalStateException("a bug");
                })),
                timer);

        assertThat(failure(call(endpoint, "x"))).hasMessageContaining("a bug");
    }

    @Test
    void callsThatWaitFailWhenTheSystemEnds() {
        ActorTestKit other = ActorTestKit.create();
        Endpoint<String, String> endpoint =
                Endpoint.open(other.system(), settings, List.of(connections.target("a")), timer);
        var waits = call(endpoint, "x");

        other.shutdownTestKit();

        assertThat(failure(waits).where()).isEqualTo(Where.CLOSED);
        assertThat(get(endpoint.closed()).kind()).isEqualTo(Kind.STOPPED);
        assertThat(failure(call(endpoint, "late")).isSafeToRetry()).isTrue();
    }

    private Endpoint<String, String> open(String... targets) {
        return Endpoint.open(
                KIT.system(),
                settings,
                Stream.of(targets).map(connections::target).toList(),
                timer);
    }

    /** The endpoint's first connection, made. */
    private Connections.Connection connected(Endpoint<String, String> endpoint, String target)
            throws InterruptedException {
        Connections.Connection connection = connections.next(target).succeed();
        get(call(endpoint, "connected"));
        return connection;
    }

    private static Connections.Connection leaving(String target) {
        Connections.Connection connection = new Connections.Connection(target);
        connection.leaves();
        return connection;
    }

    private static CompletableFuture<String> call(Endpoint<String, String> endpoint, String request) {
        return endpoint.call(Context.root(), request).toCompletableFuture();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static Failure failure(CompletableFuture<?> failed) {
        try {
            failed.orTimeout(20, TimeUnit.SECONDS).join();
        } catch (CompletionException | java.util.concurrent.CancellationException thrown) {
            return Failure.of(thrown);
        }
        throw new AssertionError("it did not fail");
    }
}
