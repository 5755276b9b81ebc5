package io.tapio.stats.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.stats.MemoryStats;
import io.tapio.stats.Reading;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.stats.Numbers;
import io.tapio.testkit.time.VirtualTimer;
import io.tapio.timeout.Timeout;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CallStatsTest {
    private static final Failure REFUSED = Failure.at(Where.QUEUE, Processed.NO, "full");

    private final Numbers numbers = new Numbers();
    private final MemoryStats stats = numbers.stats();
    private final CallStats<String, String> filter = CallStats.ofServer(stats);
    private final VirtualTimer timer = new VirtualTimer();
    private final Context context = Context.root(timer);
    private final HeldService<String, String> held = new HeldService<>();
    private final Service<String, String> service = filter.apply(held);

    @Test
    void aCallIsActiveUntilItEndsAndThenCountedAndTimed() {
        CompletionStage<String> answer = service.call(context, "a");
        assertThat(active()).isEqualTo(1);
        assertThat(calls("success")).isZero();

        timer.advance(Duration.ofMillis(20));
        held.call(0).answer().complete("b");

        assertThat(answer).isCompletedWithValue("b");
        assertThat(active()).isZero();
        assertThat(calls("success")).isEqualTo(1);
        assertThat(durations().sum()).isEqualTo(20_000_000);
        assertThat(durations().count()).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsThereAtOnceIsHandedOnAsItIs() {
        CompletionStage<String> there = CompletableFuture.completedFuture("b");
        Service<String, String> atOnce = filter.apply((context, request) -> {
            assertThat(active()).isEqualTo(1);
            timer.advance(Duration.ofMillis(3));
            return there;
        });

        assertThat(atOnce.call(context, "a")).isSameAs(there);

        assertThat(active()).isZero();
        assertThat(calls("success")).isEqualTo(1);
        assertThat(durations().sum()).isEqualTo(3_000_000);
    }

    @Test
    void failuresAreToldApartByWhereTheyHappened() {
        Service<String, String> refusing = filter.apply((context, request) -> CompletableFuture.failedFuture(REFUSED));
        refusing.call(context, "a");
        CompletionStage<String> answer = service.call(context, "a");
        held.call(0).answer().completeExceptionally(Failure.at(Where.TIMEOUT, Processed.MAYBE, "late"));

        assertThat(answer.toCompletableFuture()).isCompletedExceptionally();
        assertThat(calls("queue")).isEqualTo(1);
        assertThat(calls("timeout")).isEqualTo(1);
        assertThat(calls("success")).isZero();
        assertThat(active()).isZero();
        assertThat(durations().count()).isEqualTo(2);
    }

    @Test
    void aFailureThatComesLaterGoesThroughUnwrapped() {
        CompletableFuture<String> answer = service.call(context, "a").toCompletableFuture();
        held.call(0).answer().completeExceptionally(REFUSED);

        assertThatThrownBy(answer::get).cause().isSameAs(REFUSED);
    }

    @Test
    void whatAServiceThrowsIsCountedAndGoesOn() {
        Service<String, String> broken = filter.apply((context, request) -> {
            throw new IllegalStateException("on purpose");
        });

        assertThatThrownBy(() -> broken.call(context, "a")).isInstanceOf(IllegalStateException.class);

        assertThat(calls("service")).isEqualTo(1);
        assertThat(active()).isZero();
    }

    @Test
    void noAnswerAtAllIsAFailure() {
        Service<String, String> mute = filter.apply((context, request) -> null);

        assertThatThrownBy(() -> mute.call(context, "a")).hasMessageContaining("null");

        assertThat(calls("service")).isEqualTo(1);
        assertThat(active()).isZero();
    }

    @Test
    void clientsAreToldApartFromServersAndServicesByTheirTags() {
        CallStats<String, String> client = CallStats.ofClient(stats);
        CallStats<String, String> named = CallStats.ofServer(stats.tagged("service", "kv"));

        client.apply(Service.of(word -> word)).call(context, "a");
        named.apply(Service.of(word -> word)).call(context, "a");

        assertThat(numbers.of(CallStats.CALLS, "client", "success")).isEqualTo(1);
        assertThat(calls("success")).isZero();
        assertThat(stats.readings())
                .filteredOn(each -> "kv".equals(each.tags().get("service")))
                .extracting(each -> each.metric().name())
                .contains("tapio.service.calls", "tapio.service.active", "tapio.service.duration");
    }

    @Test
    void theBoundsOfAServiceAreStillTold() {
        Service<String, String> timed = new Timeout<String, String>(Duration.ofSeconds(2)).apply(held);

        assertThat(Bounded.of(filter.apply(timed))).extracting(Bound::text).containsExactly("2 s");
    }

    private long active() {
        return numbers.of(CallStats.ACTIVE, "server");
    }

    private long calls(String outcome) {
        return numbers.of(CallStats.CALLS, "server", outcome);
    }

    private Reading.Spread durations() {
        return numbers.spread(CallStats.DURATION, "server");
    }
}
