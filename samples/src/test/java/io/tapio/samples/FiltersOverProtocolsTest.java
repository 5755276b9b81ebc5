package io.tapio.samples;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tapio.context.Context;
import io.tapio.filter.Adapt;
import io.tapio.filter.AnyFilter;
import io.tapio.filter.Filter;
import io.tapio.line.Line;
import io.tapio.protocol.ClientProtocol;
import io.tapio.protocol.ServerProtocol;
import io.tapio.redis.Command;
import io.tapio.redis.Redis;
import io.tapio.redis.RedisSettings;
import io.tapio.redis.Reply;
import io.tapio.service.Service;
import io.tapio.stack.Parts;
import io.tapio.stack.StandardStack;
import io.tapio.stats.MemoryStats;
import io.tapio.stats.StatsSettings;
import io.tapio.testkit.filter.FilterLaws;
import io.tapio.testkit.filter.Place;
import io.tapio.testkit.network.SimulatedNetwork;
import io.tapio.testkit.random.Seed;
import io.tapio.tracing.Tracer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every filter on both sides of two protocols that have nothing in common but their dispatch. */
class FiltersOverProtocolsTest {
    private static final RedisSettings REDIS_SETTINGS = RedisSettings.from(ConfigFactory.load());

    private static final Parts PARTS =
            new Parts(ConfigFactory.load(), "test", new MemoryStats(new StatsSettings(1000)), Tracer.idsOnly());

    /** Each that a server or a client can have, by itself. */
    private static final List<String> SERVER_ROLES = List.of(
            "stats",
            "tracing",
            "log",
            "catch",
            "deadline",
            "rate-limit",
            "concurrency-limit",
            "adaptive-limit",
            "total-timeout");

    private static final List<String> CLIENT_ROLES =
            List.of("retry", "requeue", "breaker", "total-timeout", "attempt-timeout");

    private static final Map<String, Consumer<FilterLaws>> LAWS = new TreeMap<>(Map.of(
            "anAnswerGoesThrough", FilterLaws::anAnswerGoesThrough,
            "answersAreNotMixedUp", FilterLaws::answersAreNotMixedUp,
            "aFailureGoesThroughAndTheNextCallIsServed", FilterLaws::aFailureGoesThroughAndTheNextCallIsServed,
            "aServiceThatThrowsLeavesNothingTaken", FilterLaws::aServiceThatThrowsLeavesNothingTaken,
            "callsInARowAreServed", FilterLaws::callsInARowAreServed,
            "aCancelledCallDisturbsNoOther", FilterLaws::aCancelledCallDisturbsNoOther));

    @TestFactory
    Stream<DynamicTest> aFilterLeavesAloneWhatItHasNothingAgainst() {
        return Stream.concat(
                        SERVER_ROLES.stream().map(role -> Map.entry(role, alone("server", role))),
                        CLIENT_ROLES.stream().map(role -> Map.entry("client's " + role, alone("client", role))))
                .flatMap(filter -> Stream.of(Talk.values())
                        .flatMap(talk -> Stream.of(Side.values())
                                .flatMap(side -> LAWS.entrySet().stream()
                                        .map(law -> dynamicTest(
                                                filter.getKey() + " on " + talk + "'s " + side + ": " + law.getKey(),
                                                () -> check(filter.getValue(), talk, side, law.getValue()))))));
    }

    /** A standard stack of nothing else. */
    private static AnyFilter alone(String side, String role) {
        Config one = ConfigFactory.parseString("tapio.stack." + side + " = [" + role + "]")
                .withFallback(PARTS.config());
        Parts parts = new Parts(one, PARTS.name(), PARTS.stats(), PARTS.tracer());
        return (side.equals("server") ? StandardStack.server(parts) : StandardStack.client(parts))::make;
    }

    private static void check(AnyFilter filter, Talk talk, Side side, Consumer<FilterLaws> law) {
        Seed.run(random -> {
            try (SimulatedNetwork network = SimulatedNetwork.of(new Seed(random.nextLong()))) {
                law.accept(new FilterLaws(filter, new Between(network, talk, side)));
            }
        });
    }

    private enum Side {
        CLIENT,
        SERVER
    }

    private enum Talk {
        LINE {
            @Override
            Service<String, String> join(
                    SimulatedNetwork network, AnyFilter filter, Side side, Service<String, String> service) {
                return join(network, Line.client(), Line.server(), filter, side, service);
            }
        },
        REDIS {
            @Override
            Service<String, String> join(
                    SimulatedNetwork network, AnyFilter filter, Side side, Service<String, String> service) {
                ClientProtocol<Command, Reply> client =
                        Redis.client(REDIS_SETTINGS).filtered(Redis.failingErrors());
                Filter<Command, Reply, String, String> inside = Adapt.of(command -> command.text(1), Reply.Bulk::of);
                Filter<String, String, Command, Reply> outside =
                        Adapt.of(text -> Command.of("ECHO", text), reply -> ((Reply.Bulk) reply).text());
                return outside.apply(
                        join(network, client, Redis.server(REDIS_SETTINGS), filter, side, inside.apply(service)));
            }
        };

        abstract Service<String, String> join(
                SimulatedNetwork network, AnyFilter filter, Side side, Service<String, String> service);

        static <Q, A> Service<Q, A> join(
                SimulatedNetwork network,
                ClientProtocol<Q, A> client,
                ServerProtocol<Q, A> server,
                AnyFilter filter,
                Side side,
                Service<Q, A> service) {
            Filter<Q, A, Q, A> made = filter.make();
            return side == Side.SERVER
                    ? network.join(client, server, made.apply(service))
                    : made.apply(network.join(client, server, service));
        }
    }

    private record Between(SimulatedNetwork network, Talk talk, Side side) implements Place {
        @Override
        public Service<String, String> put(AnyFilter filter, Service<String, String> service) {
            return talk.join(network, filter, side, service);
        }

        @Override
        public Context context() {
            return Context.root(network.timer());
        }

        @Override
        public void settle() {
            network.settle();
        }
    }
}
