package io.tapio.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Where;
import io.tapio.filter.Filter;
import io.tapio.filter.Layer;
import io.tapio.filter.Role;
import io.tapio.filter.Stack;
import io.tapio.service.Service;
import io.tapio.settings.Bounded;
import io.tapio.stats.Stats;
import io.tapio.testkit.service.HeldService;
import io.tapio.testkit.time.VirtualTimer;
import io.tapio.tracing.Tracer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandardStackTest {
    @Test
    void theStacksAreThoseOfTheConfiguration() {
        assertThat(roles(StandardStack.server(parts(""))))
                .isEqualTo("[stats, tracing, log, catch, deadline, total-timeout]");
        assertThat(roles(StandardStack.client(parts(""))))
                .isEqualTo("[stats, tracing, log, total-timeout, attempt-timeout]");
        assertThat(roles(StandardStack.server(parts("tapio.stack.server = [catch, rate-limit, adaptive-limit]"))))
                .isEqualTo("[catch, rate-limit, concurrency-limit]");
        assertThat(StandardStack.client(parts("tapio.stack.client = []")).isEmpty())
                .isTrue();
    }

    @Test
    void everyRoleOfAClientHasItsPlace() {
        String all = "tapio.stack.client = [stats, tracing, log, catch, total-timeout, retry, requeue, breaker,"
                + " attempt-timeout, rate-limit, concurrency-limit]";

        assertThat(StandardStack.client(parts(all)).make().layers()).hasSize(11);
    }

    @Test
    void aRoleThatIsNoneIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> StandardStack.server(parts("tapio.stack.server = [stats, cach]")))
                .hasMessageContainingAll("tapio.stack.server", "cach, which is no role there; did you mean catch?");
        assertThatThrownBy(() -> StandardStack.server(parts("tapio.stack.server = [retry]")))
                .hasMessageContaining("retry, which is no role there");
    }

    @Test
    void aRoleOnTheWrongSideOfAnotherIsRefused() {
        StandardStack wrong = StandardStack.client(parts("tapio.stack.client = [attempt-timeout, retry]"));

        assertThatThrownBy(wrong::make).hasMessageContaining("each attempt has its own time");
    }

    @Test
    void layersAreLeftOutAndPutInByRole() {
        StandardStack changed = StandardStack.server(parts(""))
                .without(Role.TOTAL_TIMEOUT, Role.BREAKER)
                .innermost(new Role("own"), Filter::identity)
                .outermost(new Role("first"), Filter::identity);

        assertThat(roles(changed)).isEqualTo("[first, stats, tracing, log, catch, deadline, own]");
    }

    @Test
    void settingsOfALayerAreToldWithTheirKeys() {
        Service<String, String> service = StandardStack.server(parts("tapio.timeout.server.request = 3 s"))
                .around(Service.<String, String>of(line -> line));

        assertThat(Bounded.groups(service)).anySatisfy(group -> {
            assertThat(group.owner()).isEqualTo("total-timeout");
            assertThat(group.bounds()).anySatisfy(bound -> {
                assertThat(bound.text()).isEqualTo("3 s");
                assertThat(bound.key()).isEqualTo("tapio.timeout.server.request");
            });
        });
    }

    @Test
    void aRequestThatTakesTooLongFailsAndIsCancelled() {
        VirtualTimer timer = new VirtualTimer();
        HeldService<String, String> held = new HeldService<>();
        var answer = StandardStack.server(parts("")).around(held).call(Context.root(timer), "a");

        timer.advance(Duration.ofSeconds(11));

        assertThat(Failure.of(answer.handle((value, thrown) -> thrown)
                                .toCompletableFuture()
                                .join())
                        .where())
                .isEqualTo(Where.TIMEOUT);
        assertThat(held.call(0).context().cancellation().isCancelled()).isTrue();
    }

    private static String roles(StandardStack stack) {
        Stack<String, String> made = stack.make();
        return made.layers().stream().map(Layer::role).toList().toString();
    }

    private static Parts parts(String config) {
        Config all = ConfigFactory.parseString(config).withFallback(ConfigFactory.load());
        return new Parts(all, "test", Stats.none(), Tracer.none());
    }
}
