package io.tapio.redis;

import io.tapio.codec.Codec;
import io.tapio.dispatch.multiplex.Message;
import io.tapio.failure.Failure;
import io.tapio.failure.Failure.Processed;
import io.tapio.failure.Failure.Where;
import io.tapio.protocol.ServerProtocol;
import io.tapio.service.Service;
import io.tapio.testkit.dispatch.Features;
import io.tapio.testkit.dispatch.PipelinedServerLaws;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.util.ByteString;

/** Redis under the laws: a request is {@code ECHO word}, a reply a bulk string. */
class RedisServerLawsTest extends PipelinedServerLaws {
    private static final RedisSettings SETTINGS = RedisSettings.defaults();

    /** Its bounds are those of the configuration; one call runs at a time. */
    @Override
    protected ServerProtocol<String, String> server(int maxInFlight, int maxWaiting) {
        return (connection, service) -> Redis.server(SETTINGS).serve(connection, echo(service));
    }

    private static Service<Command, Reply> echo(Service<String, String> words) {
        return (context, command) -> {
            CompletionStage<String> reply = words.call(context, command.text(1));
            return reply == null ? null : reply.thenApply(word -> word == null ? null : Reply.Bulk.of(word));
        };
    }

    @Override
    protected Codec<Message<String>, Message<String>> peer() {
        return Redis.clientCodec(SETTINGS).map(RedisServerLawsTest::read, RedisServerLawsTest::write);
    }

    private static Message<String> read(Reply reply) {
        return reply instanceof Reply.Bulk bulk
                ? new Message.Reply<>(0, bulk.text())
                : new Message.Error<>(0, Failure.at(Where.SERVICE, Processed.YES, ((Reply.Error) reply).text()));
    }

    private static Command write(Message<String> message) {
        return Command.of("ECHO", ((Message.Request<String>) message).body());
    }

    @Override
    protected Features features() {
        return Features.none().withErrors().withConcurrency(1);
    }

    @Override
    protected ByteString corrupt() {
        return ByteString.fromString("*1\r\n:not a bulk string\r\n");
    }
}
