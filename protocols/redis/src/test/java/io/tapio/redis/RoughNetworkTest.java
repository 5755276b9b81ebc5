package io.tapio.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.service.Service;
import io.tapio.service.Session;
import io.tapio.testkit.network.Conditions;
import io.tapio.testkit.network.NetworkSettings;
import io.tapio.testkit.network.RawPeer;
import io.tapio.testkit.network.Side;
import io.tapio.testkit.network.SimulatedConnection;
import io.tapio.testkit.network.SimulatedNetwork;
import io.tapio.testkit.random.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Redis' protocol on a network that does to its bytes what networks do. */
class RoughNetworkTest {
    private static final RedisSettings SETTINGS = RedisSettings.defaults();

    private final Map<String, String> store = new HashMap<>();
    private final Service<Command, Reply> service = Service.of(command -> {
        if (command.is(0, "set")) {
            store.put(command.text(1), command.text(2));
            return Reply.OK;
        }
        String value = store.get(command.text(1));
        return value == null ? Reply.NIL : Reply.Bulk.of(value);
    });

    @Test
    void whatIsReadIsWhatWasWrittenBefore() {
        Seed.run(random -> {
            for (int i = 0; i < 20; i++) {
                NetworkSettings rough = NetworkSettings.rough(random);
                try (SimulatedNetwork network = SimulatedNetwork.of(new Seed(random.nextLong()), rough)) {
                    Session<Command, Reply> session =
                            network.join(Redis.client(SETTINGS), Redis.server(SETTINGS), service);
                    List<CompletableFuture<Reply>> values = new ArrayList<>();
                    for (int j = 0; j < 100; j++) {
                        call(session, Command.of("SET", "key", "value " + j));
                        values.add(call(session, Command.of("GET", "key")));
                    }
                    network.run();

                    assertThat(values)
                            .extracting(CompletableFuture::join)
                            .containsExactlyElementsOf(IntStream.range(0, 100)
                                    .mapToObj(j -> Reply.Bulk.of("value " + j))
                                    .toList());
                }
            }
        });
    }

    @Test
    void aResetFailsEveryCallThatHasNoReplyAndNoOther() {
        SimulatedNetwork.run(NetworkSettings.calm().withResetWithin(4000), network -> {
            Session<Command, Reply> session = network.join(Redis.client(SETTINGS), Redis.server(SETTINGS), service);
            List<CompletableFuture<Reply>> replies = IntStream.range(0, 200)
                    .mapToObj(i -> call(session, Command.of("SET", "key " + i, "x".repeat(i))))
                    .toList();
            network.run();

            assertThat(replies).allMatch(CompletableFuture::isDone);
            long ok = replies.stream()
                    .takeWhile(reply -> !reply.isCompletedExceptionally())
                    .count();
            assertThat(replies.subList((int) ok, replies.size())).allMatch(CompletableFuture::isCompletedExceptionally);
            assertThat((long) store.size()).as("commands that took effect").isGreaterThanOrEqualTo(ok);
            replies.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(reply -> {
                Failure failure =
                        Failure.of(reply.handle((value, thrown) -> thrown).join());
                assertThat(failure.detail()).containsEntry("close.reason", "reset");
            });
        });
    }

    @Test
    void aClientThatDoesNotReadCostsItsWindowAndNotItsReplies() {
        int window = 4096;
        NetworkSettings narrow =
                NetworkSettings.calm().withBoth(Conditions.calm().withWindow(window));
        store.put("large", "x".repeat(100_000));
        SimulatedNetwork.run(narrow, network -> {
            SimulatedConnection connection = network.connection();
            int[] calls = {0};
            connection.serve(Redis.server(SETTINGS), (context, command) -> {
                calls[0]++;
                return service.call(context, command);
            });
            RawPeer client = connection.peer(Side.CLIENT);
            client.write("GET large\r\n".repeat(1000));
            network.run();

            assertThat(calls[0]).isLessThan(10);
            assertThat(client.unsent()).isPositive();
            assertThat(connection.bytesInFlightTo(Side.CLIENT)).isEqualTo(window);

            long read = 0;
            for (int size = client.readAll().size();
                    size > 0;
                    size = client.readAll().size()) {
                read += size;
                network.run();
            }
            assertThat(calls[0]).isEqualTo(1000);
            assertThat(read).isEqualTo(1000L * "$100000\r\n".length() + 1000L * 100_002);
        });
    }

    private static CompletableFuture<Reply> call(Session<Command, Reply> session, Command command) {
        return session.call(Context.root(), command).toCompletableFuture();
    }
}
