package io.tapio.stack;

import com.typesafe.config.ConfigFactory;
import io.tapio.filter.AnyFilter;
import io.tapio.filter.Filter;
import io.tapio.stats.MemoryStats;
import io.tapio.stats.StatsSettings;
import io.tapio.testkit.filter.FilterContract;
import io.tapio.tracing.Tracer;
import io.tapio.tracing.Tracing;
import org.junit.jupiter.api.Nested;

/** Each filter that a standard stack can have, as it makes it, and both stacks as a whole. */
class EveryFilterTest {
    private static final Parts PARTS =
            new Parts(ConfigFactory.load(), "test", new MemoryStats(new StatsSettings(1000)), Tracer.none());

    abstract static class OfServer extends FilterContract {
        private final String word;

        OfServer(String word) {
            this.word = word;
        }

        @Override
        protected AnyFilter filter() {
            return new ServerLayers(PARTS).byWord().get(word);
        }
    }

    abstract static class OfClient extends FilterContract {
        private final String word;

        OfClient(String word) {
            this.word = word;
        }

        @Override
        protected AnyFilter filter() {
            return new ClientLayers(PARTS).byWord().get(word);
        }
    }

    @Nested
    class StatsTest extends OfServer {
        StatsTest() {
            super("stats");
        }
    }

    @Nested
    class LogTest extends OfServer {
        LogTest() {
            super("log");
        }
    }

    @Nested
    class CatchTest extends OfServer {
        CatchTest() {
            super("catch");
        }
    }

    @Nested
    class DeadlineTest extends OfServer {
        DeadlineTest() {
            super("deadline");
        }
    }

    @Nested
    class RateLimitTest extends OfServer {
        RateLimitTest() {
            super("rate-limit");
        }
    }

    @Nested
    class ConcurrencyLimitTest extends OfServer {
        ConcurrencyLimitTest() {
            super("concurrency-limit");
        }
    }

    @Nested
    class AdaptiveLimitTest extends OfServer {
        AdaptiveLimitTest() {
            super("adaptive-limit");
        }
    }

    @Nested
    class BreakerTest extends OfClient {
        BreakerTest() {
            super("breaker");
        }
    }

    @Nested
    class RetryTest extends OfClient {
        RetryTest() {
            super("retry");
        }
    }

    @Nested
    class RequeueTest extends OfClient {
        RequeueTest() {
            super("requeue");
        }
    }

    @Nested
    class TotalTimeoutTest extends OfClient {
        TotalTimeoutTest() {
            super("total-timeout");
        }
    }

    @Nested
    class TracingTest extends FilterContract {
        @Override
        protected AnyFilter filter() {
            return EveryFilterTest::tracing;
        }
    }

    @Nested
    class WholeServerTest extends FilterContract {
        @Override
        protected AnyFilter filter() {
            return StandardStack.server(PARTS)::make;
        }
    }

    @Nested
    class WholeClientTest extends FilterContract {
        @Override
        protected AnyFilter filter() {
            return StandardStack.client(PARTS)::make;
        }
    }

    private static <Q, A> Filter<Q, A, Q, A> tracing() {
        return Tracing.server(Tracer.idsOnly(), "test");
    }
}
