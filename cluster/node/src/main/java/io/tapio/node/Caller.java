package io.tapio.node;

import com.typesafe.config.Config;
import io.tapio.context.Context;
import io.tapio.line.Line;
import io.tapio.protocol.ClientProtocol;
import io.tapio.redis.Command;
import io.tapio.redis.Redis;
import io.tapio.redis.RedisSettings;
import io.tapio.redis.Reply;
import io.tapio.service.Service;
import io.tapio.tcp.PlanView;
import io.tapio.tcp.TcpClient;
import io.tapio.timeout.Timeout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * How the shell speaks one protocol.
 *
 * @param defaultPort the port of a URI that has none, or 0 if the protocol has no usual one
 * @param request words to a request
 * @param text a reply to text; throws for a reply that is a failure
 */
record Caller<Q, A>(
        int defaultPort, ClientProtocol<Q, A> protocol, Function<List<String>, Q> request, Function<A, String> text) {

    /** The schemes that are known. To add a protocol, add a line here and a method below. */
    private static final Map<String, Function<Config, Caller<?, ?>>> BY_SCHEME = new TreeMap<>(
            Map.of("line", Caller::line, "multiplexed-line", Caller::multiplexedLine, "redis", Caller::redis));

    static Optional<Caller<?, ?>> of(String scheme, Config config) {
        return Optional.ofNullable(BY_SCHEME.get(scheme)).map(caller -> caller.apply(config));
    }

    static Set<String> schemes() {
        return BY_SCHEME.keySet();
    }

    private static Caller<String, String> line(Config config) {
        return new Caller<>(0, Line.client(config), words -> String.join(" ", words), reply -> reply);
    }

    private static Caller<String, String> multiplexedLine(Config config) {
        return new Caller<>(0, Line.multiplexedClient(config), words -> String.join(" ", words), reply -> reply);
    }

    private static Caller<Command, Reply> redis(Config config) {
        return new Caller<>(
                6379,
                Redis.client(RedisSettings.from(config)),
                words -> Command.of(words.get(0), words.stream().skip(1).toArray(String[]::new)),
                RedisText::of);
    }

    CompletionStage<PlanView> view(TcpClient client) {
        return client.plan(protocol).view();
    }

    CompletionStage<String> call(TcpClient client, String host, int port, List<String> words, Duration timeout) {
        return client.connect(host, port, protocol)
                .thenCompose(session -> timed(session, timeout).call(Context.root(), request.apply(words)))
                .thenApply(text);
    }

    private Service<Q, A> timed(Service<Q, A> session, Duration timeout) {
        return new Timeout<Q, A>(timeout).apply(session);
    }
}
