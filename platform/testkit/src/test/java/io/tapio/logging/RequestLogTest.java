package io.tapio.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.ConfigFactory;
import io.tapio.context.Cancellation;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.logging.RequestLogSettings.Calls;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.stats.Counter;
import io.tapio.stats.Distribution;
import io.tapio.stats.Metric;
import io.tapio.stats.Stats;
import io.tapio.testkit.connection.TestConnection;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.time.VirtualTimer;
import io.tapio.timeout.Timeout;
import io.tapio.tracing.TraceContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class RequestLogTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Failure FULL = Failure.at(Where.QUEUE, Processed.NO, "queue of SET secret is full");

    private final VirtualTimer timer = new VirtualTimer();
    private final Context context = Context.root(timer);
    private final HeldService<String, String> held = new HeldService<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(RequestLog.class.getName() + ".kv");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent line) {
            line.prepareForDeferredProcessing(); // else it looks at the MDC when it is asked
            super.append(line);
        }
    };
    private RequestLogSettings settings = new RequestLogSettings(Calls.ALL, SECOND, 3, Duration.ofSeconds(10));

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void aLineSaysHowACallEndedAfterHowLongAndWithWhom() {
        TestConnection connection = new TestConnection(timer);
        Context arrived = Context.of(connection, Cancellation.none());
        log().apply(held).call(arrived, "SET secret");

        timer.advance(Duration.ofMillis(20));
        held.call(0).answer().complete("done");

        assertThat(texts()).containsExactly("kv: ok in 20 ms, from " + connection.remoteAddress());
    }

    @Test
    void shortTimesAreToldInMicroseconds() {
        log().apply(held).call(context, "SET secret");

        timer.advance(Duration.ofNanos(9_999_999));
        held.call(0).answer().complete("done");

        assertThat(texts()).containsExactly("kv: ok in 9999 us");
    }

    @Test
    void aFailureIsToldByItsPlaceAndItsCauseButNotByItsWords() {
        failing(FULL);
        failing(Failure.at(Where.CONNECT, Processed.NO, "SET secret").withAddress("10.0.0.1:6379"));
        failing(new IOException("SET secret"));

        assertThat(texts())
                .containsExactly(
                        "kv: failed at queue in 0 us",
                        "kv: failed at connect with 10.0.0.1:6379 in 0 us",
                        "kv: failed at service (java.io.IOException) in 0 us");
    }

    @Test
    void atDebugTheFailureItselfFollows() {
        logger.setLevel(Level.DEBUG);

        failing(new IOException("broken"));

        assertThat(lines.list).hasSize(2);
        assertThat(lines.list.get(1).getLevel()).isEqualTo(Level.DEBUG);
        assertThat(lines.list.get(1).getThrowableProxy().getCause().getMessage())
                .isEqualTo("broken");
    }

    @Test
    void itsLevelIsThatOfTheOutcome() {
        settings = settings.withMaxLines(100, SECOND);
        for (Where where : Where.values()) {
            failing(Failure.at(where, Processed.MAYBE, "failed"));
        }
        answering("done");

        assertThat(lines.list)
                .filteredOn(line -> line.getLevel() == Level.INFO)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "kv: failed at decode in 0 us",
                        "kv: failed at cancelled in 0 us",
                        "kv: failed at closed in 0 us",
                        "kv: ok in 0 us");
        assertThat(lines.list).filteredOn(line -> line.getLevel() == Level.WARN).hasSize(Where.values().length - 3);
    }

    @Test
    void theTraceIsInTheLineAndInItsMdcAndNowhereElse() {
        MDC.put("trace_id", "of the thread");
        try {
            log().apply(Service.of(request -> "done"))
                    .call(
                            context.with(
                                    TraceContext.KEY, TraceContext.parse(PARENT).orElseThrow()),
                            "x");
            answering("done");

            assertThat(texts().get(0)).endsWith(", trace 4bf92f3577b34da6a3ce929d0e0e4736");
            assertThat(lines.list.get(0).getMDCPropertyMap())
                    .containsEntry("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
            assertThat(lines.list.get(1).getMDCPropertyMap()).doesNotContainKey("trace_id");
            assertThat(MDC.get("trace_id")).isEqualTo("of the thread");
        } finally {
            MDC.remove("trace_id");
        }
    }

    @Test
    void aRequestIsToldOnlyInTheWordsOfTheFunctionThatIsGiven() {
        var described = log().withDescription(request -> request.split(" ")[0]).apply(held);
        described.call(context, "SET secret");
        described.call(context, "GET secret").toCompletableFuture().cancel(false);

        held.call(0).answer().complete("done");
        held.call(1).answer().completeExceptionally(FULL);

        assertThat(texts()).containsExactly("kv: ok in 0 us: SET", "kv: failed at queue in 0 us: GET");
    }

    @Test
    void noDescriptionIsLongerThanItsBoundOrForgesALine() {
        Service<String, String> described =
                log().withDescription(request -> request).apply(Service.of(request -> "done"));

        described.call(context, "a\r\nkv: ok\u2028\u001b[2J\u202e");
        described.call(context, "x".repeat(100_000));

        assertThat(texts().get(0)).isEqualTo("kv: ok in 0 us: a??kv: ok??[2J?");
        assertThat(texts().get(1)).hasSize("kv: ok in 0 us: ".length() + 201).endsWith("x…");
    }

    @Test
    void aDescriptionThatFailsDoesNotFailTheCall() {
        var answer = log().withDescription(request -> request.substring(7))
                .apply(Service.of(request -> "done"))
                .call(context, "x");

        assertThat(answer.toCompletableFuture()).isCompletedWithValue("done");
        assertThat(texts().get(0)).endsWith("not to be described: " + StringIndexOutOfBoundsException.class.getName());
    }

    @Test
    void theSettingsSayWhichCallsAreWorthALine() {
        assertThat(linesOf(Calls.FAILURES)).containsExactly("kv: failed at queue in 0 us");
        assertThat(linesOf(Calls.SLOW)).containsExactly("kv: failed at queue in 0 us", "kv: ok in 1000 ms (slow)");
        assertThat(linesOf(Calls.ALL))
                .containsExactly("kv: failed at queue in 0 us", "kv: ok in 1000 ms (slow)", "kv: ok in 999 ms");
        assertThat(linesOf(Calls.OFF)).isEmpty();
    }

    @Test
    void switchedOffItIsNotThere() {
        settings = settings.withCalls(Calls.OFF);

        assertThat(log().apply(held)).isSameAs(held);
    }

    @Test
    void linesBeyondTheBudgetAreLeftOutAndCountedInOneLine() {
        Numbers numbers = new Numbers();
        Service<String, String> logged = log().withStats(numbers).apply(Service.of(request -> "done"));

        call(logged, 1000);
        assertThat(texts()).hasSize(3);
        timer.advance(Duration.ofSeconds(10));

        assertThat(texts())
                .hasSize(4)
                .last()
                .isEqualTo("kv: 997 lines left out, more than 3 in 10000 ms (tapio.logging.max-lines)");
        assertThat(numbers.leftOut).hasValue(997);
        call(logged, 2);
        timer.advance(Duration.ofSeconds(10));
        assertThat(texts()).as("the next interval").hasSize(6);
    }

    @Test
    void aBudgetThatIsKeptSetsNoTimer() {
        call(log().apply(Service.of(request -> "done")), 3);

        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void servicesWithOneFilterShareItsLines() {
        RequestLog<String, String> one = log();

        call(one.apply(Service.of(request -> "done")), 2);
        call(one.apply(Service.of(request -> "done")), 2);

        assertThat(texts()).hasSize(3);
    }

    @Test
    void aLoggerThatIsSilentCostsNoBudget() {
        logger.setLevel(Level.WARN);
        Service<String, String> logged = log().apply(Service.of(request -> "done"));
        call(logged, 10);

        failing(FULL);

        assertThat(texts()).containsExactly("kv: failed at queue in 0 us");
        assertThat(timer.scheduled()).isZero();
    }

    @Test
    void aServiceThatThrowsIsLoggedAndStillThrows() {
        IllegalStateException thrown = new IllegalStateException("broken");
        Service<String, String> throwing = log().apply((made, request) -> {
            throw thrown;
        });

        assertThatThrownBy(() -> throwing.call(context, "x")).isSameAs(thrown);

        assertThat(texts()).containsExactly("kv: failed at service (java.lang.IllegalStateException) in 0 us");
    }

    @Test
    void anAnswerThatIsThereIsHandedOnAsItIs() {
        CompletableFuture<String> done = CompletableFuture.completedFuture("done");

        assertThat(log().apply((made, request) -> done).call(context, "x")).isSameAs(done);
    }

    @Test
    void itTellsItsSettingsAndThoseOfWhatIsInside() {
        Service<String, String> timed = new Timeout<String, String>(SECOND).apply(held);

        assertThat(Bounded.of(log().apply(timed))).extracting(Bound::text).containsExactly("3", "10 s", "1 s", "1 s");
        assertThat(Bounded.of(log())).hasSize(3);
    }

    @Test
    void theConfigurationSaysWhatIsLogged() {
        var config = ConfigFactory.parseString("tapio.logging { calls = slow, max-lines = 7 }")
                .withFallback(ConfigFactory.load());

        assertThat(RequestLogSettings.from(config))
                .isEqualTo(new RequestLogSettings(Calls.SLOW, SECOND, 7, Duration.ofMinutes(1)));
        assertThat(RequestLogSettings.load().calls()).isEqualTo(Calls.FAILURES);
        assertThatThrownBy(() -> RequestLogSettings.from(
                        ConfigFactory.parseString("tapio.logging.calls = some").withFallback(ConfigFactory.load())))
                .hasMessageContaining("tapio.logging.calls")
                .hasMessageContaining("off or failures or slow or all");
    }

    private RequestLog<String, String> log() {
        return RequestLog.<String, String>of("kv", settings).withTimer(timer);
    }

    private void failing(Throwable thrown) {
        log().apply((made, request) -> CompletableFuture.failedFuture(thrown)).call(context, "SET secret");
    }

    private void answering(String answer) {
        log().apply(Service.of(request -> answer)).call(context, "SET secret");
    }

    private void call(Service<String, String> service, int times) {
        for (int i = 0; i < times; i++) {
            service.call(context, "SET secret");
        }
    }

    /** Those of a call that fails at once, of a slow one, and of one that is not quite slow. */
    private List<String> linesOf(Calls calls) {
        lines.list.clear();
        HeldService<String, String> waiting = new HeldService<>();
        settings = settings.withCalls(calls);
        failing(FULL);
        log().apply(waiting).call(context, "SET secret");
        timer.advance(Duration.ofMillis(1));
        log().apply(waiting).call(context, "SET secret");
        timer.advance(Duration.ofMillis(999));
        waiting.call(0).answer().complete("done");
        waiting.call(1).answer().complete("done");
        return texts();
    }

    private List<String> texts() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** Keeps the one number that is counted here. */
    private static final class Numbers implements Stats {
        private final AtomicLong leftOut = new AtomicLong();

        @Override
        public Counter counter(Metric metric, String... values) {
            assertThat(metric).isEqualTo(RequestLog.LEFT_OUT);
            assertThat(values).containsExactly("kv");
            return leftOut::addAndGet;
        }

        @Override
        public Distribution distribution(Metric metric, String... values) {
            throw new AssertionError(metric);
        }

        @Override
        public <T> void gauge(Metric metric, T owner, ToLongFunction<? super T> value, String... values) {
            throw new AssertionError(metric);
        }

        @Override
        public Stats tagged(String key, String value) {
            return this;
        }
    }
}
