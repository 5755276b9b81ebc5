package io.tapio.timeout;

import io.tapio.filter.AnyFilter;
import io.tapio.filter.Filter;
import io.tapio.testkit.filter.FilterContract;
import java.time.Duration;

class TimeoutContractTest extends FilterContract {
    @Override
    protected AnyFilter filter() {
        return TimeoutContractTest::ofAMinute;
    }

    private static <Q, A> Filter<Q, A, Q, A> ofAMinute() {
        return new Timeout<>(Duration.ofMinutes(1));
    }
}
