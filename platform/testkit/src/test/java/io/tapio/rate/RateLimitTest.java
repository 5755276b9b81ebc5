package io.tapio.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.tapio.admission.Gate;
import io.tapio.admission.Ready;
import io.tapio.admission.WaitingSettings;
import io.tapio.context.CancellationSource;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import io.tapio.testkit.time.VirtualTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final VirtualTimer timer = new VirtualTimer();
    private final Context context = Context.root(timer);
    private final List<String> made = new ArrayList<>();
    private final RateSettings settings =
            RateSettings.load().withRate(10, Duration.ofSeconds(1)).withBurst(2);

    private Service<String, String> behind(RateSettings settings) {
        return RateLimit.<String, String>of(settings).apply(Service.of(request -> {
            made.add(request);
            return request;
        }));
    }

    private static Failure failure(CompletionStage<?> answer) {
        return (Failure)
                answer.handle((value, thrown) -> thrown).toCompletableFuture().join();
    }

    private void pass(long millis) {
        timer.advance(Duration.ofMillis(millis));
    }

    @Test
    void callsBeyondTheBurstWaitEachForItsToken() {
        Service<String, String> service = behind(settings);
        for (String request : List.of("a", "b", "c", "d")) {
            service.call(context, request);
        }
        assertThat(made).containsExactly("a", "b");

        pass(99);
        assertThat(made).hasSize(2);
        pass(1);
        assertThat(made).containsExactly("a", "b", "c");
        pass(100);
        assertThat(made).containsExactly("a", "b", "c", "d");
    }

    @Test
    void withoutAPlaceToWaitARefusalSaysWhenToTryAgain() {
        Service<String, String> service = behind(settings.withWaiting(WaitingSettings::withoutWaiting));
        service.call(context, "a");
        service.call(context, "b");
        pass(30);

        Failure refused = failure(service.call(context, "c"));

        assertThat(refused.where()).isEqualTo(Where.QUEUE);
        assertThat(refused.isSafeToRetry()).isTrue();
        assertThat(refused.detail()).containsEntry(Gate.RETRY_AFTER, "70");
        assertThat(refused).hasMessageContaining("10 calls in 1000 ms (tapio.rate.calls and .period)");
        pass(70);
        assertThat(service.call(context, "c").toCompletableFuture()).isCompletedWithValue("c");
    }

    @Test
    void aCallWhoseTokenWouldComeAfterItsDeadlineIsRefusedAtOnce() {
        Service<String, String> service = behind(settings);
        for (String request : List.of("a", "b", "c")) {
            service.call(context, request);
        }

        Failure late = failure(service.call(context.withTimeout(Duration.ofMillis(199)), "late"));
        service.call(context.withTimeout(Duration.ofMillis(201)), "in time");
        pass(200);

        assertThat(late.where()).isEqualTo(Where.TIMEOUT);
        assertThat(made).containsExactly("a", "b", "c", "in time");
    }

    @Test
    void aCallThatWouldWaitLongerThanItMayIsRefusedAtOnce() {
        Service<String, String> service =
                behind(settings.withWaiting(waiting -> waiting.withMaxWait(Duration.ofMillis(150))));
        for (String request : List.of("a", "b", "c")) {
            service.call(context, request);
        }

        Failure late = failure(service.call(context, "d"));

        assertThat(late.where()).isEqualTo(Where.QUEUE);
        assertThat(late.detail()).containsEntry(Gate.RETRY_AFTER, "200");
    }

    @Test
    void theTokenOfACallThatLeavesIsTheNextOnes() {
        Service<String, String> service = behind(settings);
        CancellationSource caller = new CancellationSource();
        service.call(context, "a");
        service.call(context, "b");
        service.call(context.withCancellation(caller), "left");
        service.call(context, "c");

        caller.cancel(Failure.at(Where.CANCELLED, Processed.MAYBE, "changed my mind"));
        pass(100);

        assertThat(made).containsExactly("a", "b", "c");
    }

    @Test
    void aTokenThatIsAcquiredAndGivenBackIsTheNextOnes() {
        var service = RateLimit.<String, String>of(settings.withBurst(1)).apply(Service.of(request -> {
            made.add(request);
            return request;
        }));
        Ready<String, String> ready =
                service.acquire(context).toCompletableFuture().join();
        service.call(context, "a");

        ready.release();

        assertThat(made).containsExactly("a");
    }

    @Test
    void itTellsItsBounds() {
        assertThat(Bounded.of(behind(settings)))
                .extracting(Bound::what)
                .startsWith("calls in 1000 ms", "calls at once", "calls that wait");
    }

    @Test
    void theDefaultsAreThoseOfTheReference() {
        assertThat(RateSettings.load())
                .isEqualTo(new RateSettings(
                        1000,
                        Duration.ofSeconds(1),
                        100,
                        WaitingSettings.from(ConfigFactory.load(), "tapio.rate.waiting")));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> settings.withBurst(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings.withRate(0, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
