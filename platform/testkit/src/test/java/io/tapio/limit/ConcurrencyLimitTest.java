package io.tapio.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.admission.CoDel;
import io.tapio.admission.Counted;
import io.tapio.admission.WaitingSettings;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.time.VirtualTimer;
import io.tapio.timeout.Timeout;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
    private final VirtualTimer timer = new VirtualTimer();
    private final Context context = Context.root(timer);
    private final HeldService<String, String> held = new HeldService<>();
    private final LimitSettings settings = LimitSettings.load().withMaxCalls(2);

    @Test
    void allServicesThatOneLimitIsPutAroundShareIt() {
        var limit = ConcurrencyLimit.<String, String>of(settings);
        Service<String, String> one = limit.apply(held);
        Service<String, String> other = limit.apply(held);

        one.call(context, "a");
        other.call(context, "b");
        one.call(context, "c");
        assertThat(held.requests()).containsExactly("a", "b");
        held.call(1).answer().complete("B");

        assertThat(held.requests()).containsExactly("a", "b", "c");
    }

    @Test
    void aRefusalNamesBothLimits() {
        var limit = ConcurrencyLimit.<String, String>of(settings.withWaiting(WaitingSettings::withoutWaiting));
        Service<String, String> service = limit.apply(held);
        service.call(context, "a");
        service.call(context, "b");

        var third = service.call(context, "c").handle((value, thrown) -> (Failure) thrown);

        assertThat(third.toCompletableFuture().join())
                .hasMessage("call 1 to wait for one of 2 calls at a time (tapio.limit.max-calls), where 0 may"
                        + " (tapio.limit.waiting.max-waiting)");
    }

    @Test
    void itTellsHowManyCallsAreUnderWay() {
        Counted counted = new Counted();
        Service<String, String> service =
                ConcurrencyLimit.<String, String>of(settings).withStats(counted).apply(held);

        service.call(context, "a");
        assertThat(counted.gauge("tapio.limit.in_flight[]")).isOne();
        held.call(0).answer().complete("A");

        assertThat(counted.gauge("tapio.limit.in_flight[]")).isZero();
    }

    @Test
    void aTimeOutOutsideOfItCoversTheWaiting() {
        Service<String, String> service = new Timeout<String, String>(Duration.ofMillis(500))
                .apply(ConcurrencyLimit.<String, String>of(settings).apply(held));
        service.call(context, "a");
        service.call(context, "b");
        var third = service.call(context, "c").handle((value, thrown) -> (Failure) thrown);

        timer.advance(Duration.ofMillis(500));

        assertThat(third.toCompletableFuture().join().where()).isEqualTo(Failure.Where.TIMEOUT);
        assertThat(held.requests()).containsExactly("a", "b");
    }

    @Test
    void itTellsItsBoundsAndThoseOfWhatIsInside() {
        var limit = ConcurrencyLimit.<String, String>of(settings);
        var inside = new Timeout<String, String>(Duration.ofSeconds(2)).apply(held);

        assertThat(Bounded.of(limit.apply(inside)))
                .extracting(Bound::what, Bound::text)
                .startsWith(tuple("calls at a time", "2"))
                .endsWith(tuple("time to the answer of a call", "2 s"))
                .hasSize(6);
        assertThat(Bounded.of(limit)).hasSize(5);
    }

    @Test
    void theDefaultsAreThoseOfTheReference() {
        assertThat(LimitSettings.load())
                .isEqualTo(new LimitSettings(
                        100,
                        new WaitingSettings(
                                "tapio.limit.waiting",
                                100,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(10),
                                Optional.empty())));
    }

    @Test
    void howCallsWaitIsSetForAllLimitsOrForOne() {
        LimitSettings all = LimitSettings.from(with("tapio.admission.waiting.max-wait = 2 s"));
        LimitSettings one =
                LimitSettings.from(with("tapio.limit.waiting { max-waiting = 0, shedding = codel, target = 10 ms }"));

        assertThat(all.waiting().maxWait()).isEqualTo(Duration.ofSeconds(2));
        assertThat(one.waiting().maxWaiting()).isZero();
        assertThat(one.waiting().shedding()).contains(new CoDel(Duration.ofMillis(10), Duration.ofMillis(100)));
    }

    private static Config with(String text) {
        // as an application's own file stands: above the reference, before anything is resolved
        return ConfigFactory.load(ConfigFactory.parseString(text));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> settings.withMaxCalls(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings.withWaiting(waiting -> waiting.withMaxWaiting(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CoDel(Duration.ofMillis(5), Duration.ofMillis(4)))
                .hasMessageContaining("5 ms, 4 ms");
        assertThatThrownBy(() -> settings.waiting().withMaxWait(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
