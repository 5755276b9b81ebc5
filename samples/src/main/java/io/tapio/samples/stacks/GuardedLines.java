package io.tapio.samples.stacks;

import io.tapio.adaptive.AdaptiveLimit;
import io.tapio.adaptive.AdaptiveSettings;
import io.tapio.filter.Filter;
import io.tapio.filter.Layer;
import io.tapio.filter.Role;
import io.tapio.filter.Stack;
import io.tapio.line.Line;
import io.tapio.retry.Requeue;
import io.tapio.retry.Retry;
import io.tapio.retry.RetryBudget;
import io.tapio.service.Service;
import io.tapio.tcp.ServerBinding;
import io.tapio.tcp.TcpServer;
import io.tapio.timeout.Timeout;
import io.tapio.timeout.TimeoutSettings;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/** A server that refuses what it has no time for, and a client that asks again where that cannot hurt. */
final class GuardedLines {
    private GuardedLines() {}

    static CompletionStage<ServerBinding> serve(ActorSystem<?> system, Service<String, String> service) {
        return TcpServer.create(system)
                .withStack(stack -> stack.innermost(Role.CONCURRENCY_LIMIT, GuardedLines::limit))
                .bind("127.0.0.1", 0, Line.server(), service);
    }

    private static <Q, A> Filter<Q, A, Q, A> limit() {
        return AdaptiveLimit.of(AdaptiveSettings.load());
    }

    /** @param session whatever is called: an endpoint, most of the time */
    static Service<String, String> client(Service<String, String> session) {
        RetryBudget budget = RetryBudget.load();
        Stack<String, String> stack = Stack.of(
                new Layer<>(Role.TOTAL_TIMEOUT, Timeout.total(TimeoutSettings.load())),
                new Layer<>(Role.RETRY, Retry.idempotent(line -> line.startsWith("get "), budget)),
                new Layer<>(Role.REQUEUE, Requeue.of(budget)));
        return stack.apply(session);
    }
}
