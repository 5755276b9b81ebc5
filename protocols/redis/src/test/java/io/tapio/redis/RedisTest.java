package io.tapio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tapio.context.Context;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.service.Service;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class RedisTest {
    @Test
    void aFailedCallIsAnsweredWithItsMessage() {
        Failure failure = Failure.at(Where.TIMEOUT, Processed.MAYBE, "no answer within 100 ms");

        assertThat(Redis.errorFrame(failure)).isEqualTo(new Reply.Error("ERR no answer within 100 ms"));
    }

    @Test
    void anExceptionOfTheServiceStaysInTheProcess() {
        Failure failure = Failure.of(new IllegalStateException("password=secret"));

        assertThat(Redis.errorFrame(failure)).isEqualTo(new Reply.Error("ERR internal error"));
        assertThat(Redis.errorFrame(failure.withDetail("redis.error", "BUSY later")))
                .isEqualTo(new Reply.Error("BUSY later"));
    }

    @Test
    void failingErrorsTurnsAnErrorReplyIntoAFailureThatAServerHandsOnInTheSameWords() {
        Service<Command, Reply> server = Service.of(command -> new Reply.Error("WRONGTYPE not a string"));
        Service<Command, Reply> client = Redis.failingErrors().apply(server);

        CompletableFuture<Reply> reply =
                client.call(Context.root(), Command.of("GET", "k")).toCompletableFuture();

        Failure failure = (Failure)
                catchThrowableOfType(ExecutionException.class, reply::get).getCause();
        assertThat(failure).hasMessage("WRONGTYPE not a string");
        assertThat(failure.where()).isEqualTo(Where.SERVICE);
        assertThat(Redis.errorFrame(failure)).isEqualTo(new Reply.Error("WRONGTYPE not a string"));
    }

    @Test
    void failingErrorsLeavesOtherRepliesAlone() throws Exception {
        Service<Command, Reply> client = Redis.failingErrors().apply(Service.of(command -> Reply.PONG));

        assertThat(client.call(Context.root(), Command.of("PING"))
                        .toCompletableFuture()
                        .get())
                .isEqualTo(Reply.PONG);
    }

    @Test
    void theDefaultsAreThoseOfTheReferenceConfiguration() {
        assertThat(RedisSettings.defaults()).isEqualTo(new RedisSettings(8 << 20, 1 << 20, 64 << 10, 64 << 20, 32));
    }

    @Test
    void aCommandTableFindsNamesOfEitherCaseAndNothingElse() {
        CommandTable<String> table = new CommandTable<>(List.of("get", "set", "SETEX", "host:"), name -> name);

        assertThat(table.find(Feed.bytes("GeT"))).isEqualTo("get");
        assertThat(table.find(Feed.bytes("setex"))).isEqualTo("SETEX");
        assertThat(table.find(Feed.bytes("host:"))).isEqualTo("host:");
        assertThat(table.find(Feed.bytes("hostZ"))).isNull();
        assertThat(table.find(Feed.bytes("ge"))).isNull();
        assertThat(table.find(new byte[0])).isNull();
        assertThat(table.entries()).containsExactly("get", "set", "SETEX", "host:");
    }

    @Test
    void aCommandIsPrintedForAPersonWithoutItsBulk() {
        assertThat(Command.of("SET", "k", "x".repeat(1000))).hasToString("SET k " + "x".repeat(40) + "…");
    }
}
