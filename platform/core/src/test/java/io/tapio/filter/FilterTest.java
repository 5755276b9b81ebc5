package io.tapio.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.connection.ConnectionInfo;
import io.tapio.context.Context;
import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FilterTest {
    private final ConnectionInfo connection = null; // nobody looks at it

    @Test
    void aFilterAroundAFactoryIsAroundTheServiceOfEachConnection() {
        AtomicInteger opened = new AtomicInteger();
        ServiceFactory<Integer, Integer> numbers = peer -> {
            int number = opened.incrementAndGet();
            return CompletableFuture.completedFuture(Service.of(request -> 10 * request + number));
        };
        Filter<String, String, Integer, Integer> texts = Adapt.of(Integer::parseInt, String::valueOf);

        ServiceFactory<String, String> services = texts.around(numbers);

        assertThat(call(services, "4")).isCompletedWithValue("41");
        assertThat(call(services, "4")).isCompletedWithValue("42");
    }

    @Test
    void aFactoryThatRefusesRefusesAllTheSame() {
        IllegalStateException refused = new IllegalStateException("no more");
        ServiceFactory<String, String> services =
                new Catch<String, String>().around(peer -> CompletableFuture.failedFuture(refused));

        assertThat(services.open(connection).toCompletableFuture())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCause(refused);
    }

    private CompletableFuture<String> call(ServiceFactory<String, String> services, String request) {
        return services.open(connection)
                .thenCompose(service -> service.call(Context.root(), request))
                .toCompletableFuture();
    }
}
