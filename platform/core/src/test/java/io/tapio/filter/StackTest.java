package io.tapio.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapio.context.Context;
import io.tapio.service.Service;
import io.tapio.settings.Bound;
import io.tapio.settings.Bounded;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class StackTest {
    private static final Role OWN = new Role("own");

    private final Stack<String, String> stack =
            Stack.of(layer(Role.STATS), layer(Role.TOTAL_TIMEOUT), layer(Role.RETRY), layer(Role.ATTEMPT_TIMEOUT));

    @Test
    void theOutermostIsCalledFirst() {
        assertThat(called(stack)).isEqualTo("stats total-timeout retry attempt-timeout x");
    }

    @Test
    void layersAreInsertedReplacedAndRemovedByRole() {
        assertThat(called(stack.outside(Role.RETRY, OWN, named("own"))))
                .isEqualTo("stats total-timeout own retry attempt-timeout x");
        assertThat(called(stack.inside(Role.RETRY, OWN, named("own"))))
                .isEqualTo("stats total-timeout retry own attempt-timeout x");
        assertThat(called(stack.outermost(OWN, named("own")))).startsWith("own stats");
        assertThat(called(stack.innermost(OWN, named("own")))).endsWith("attempt-timeout own x");
        assertThat(called(stack.replace(Role.RETRY, named("other"))))
                .isEqualTo("stats total-timeout other attempt-timeout x");
        assertThat(called(stack.without(Role.RETRY))).isEqualTo("stats total-timeout attempt-timeout x");
        assertThat(called(stack)).as("the stack itself").isEqualTo("stats total-timeout retry attempt-timeout x");
    }

    @Test
    void aRoleOnTheWrongSideOfAnotherIsRefusedWithTheReason() {
        assertThatThrownBy(() -> stack.without(Role.RETRY).innermost(Role.RETRY, named("retry")))
                .hasMessage("the stack [stats, total-timeout, attempt-timeout, retry] has retry inside of"
                        + " attempt-timeout; it belongs outside: each attempt has its own time");
        assertThatThrownBy(() -> stack.without(Role.RETRY).outermost(Role.RETRY, named("retry")))
                .hasMessageContaining("has total-timeout inside of retry")
                .hasMessageContaining("the total time is that of all attempts together");
        assertThatThrownBy(() -> Stack.of(layer(Role.BREAKER), layer(Role.BALANCER)))
                .hasMessageContaining("a breaker judges one endpoint");
    }

    @Test
    void aRoleStandsOnce() {
        assertThatThrownBy(() -> stack.innermost(Role.STATS, named("stats"))).hasMessageContaining("has stats twice");
    }

    @Test
    void aChangeToALayerThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> stack.without(Role.BREAKER))
                .hasMessage("no layer of [stats, total-timeout, retry, attempt-timeout] has the role breaker");
    }

    @Test
    void whatIsStackedTellsTheSettingsOfEachLayerAndOfTheService() {
        record Slow(Duration limit) implements Filter<String, String, String, String>, Bounded {
            @Override
            public Service<String, String> apply(Service<String, String> next) {
                return next;
            }

            @Override
            public List<Bound> bounds() {
                return List.of(Bound.time("time", limit, "some.key"));
            }
        }
        record Kept() implements Service<String, String>, Bounded {
            @Override
            public CompletionStage<String> call(Context context, String request) {
                return CompletableFuture.completedFuture(request);
            }

            @Override
            public List<Bound> bounds() {
                return List.of(Bound.count("keys", 7, null));
            }
        }
        Duration second = Duration.ofSeconds(1);

        Service<String, String> stacked =
                stack.replace(Role.TOTAL_TIMEOUT, new Slow(second)).apply(new Kept());

        assertThat(Bounded.groups(stacked))
                .contains(
                        new Bounded.Group("total-timeout", List.of(Bound.time("time", second, "some.key"))),
                        new Bounded.Group("service", List.of(Bound.count("keys", 7, null))));
        assertThat(Bounded.of(stacked)).hasSize(2);
    }

    private static String called(Stack<String, String> stack) {
        return stack.apply(Service.of(request -> "x"))
                .call(Context.root(), "")
                .toCompletableFuture()
                .join();
    }

    private static Layer<String, String> layer(Role role) {
        return new Layer<>(role, named(role.name()));
    }

    private static Filter<String, String, String, String> named(String name) {
        return next -> (context, request) -> next.call(context, request).thenApply(answer -> name + " " + answer);
    }
}
