package io.tapio.samples.benchmarks;

import io.tapio.codec.Codec;
import io.tapio.codec.CodecSettings;
import io.tapio.context.Cancellation;
import io.tapio.context.Context;
import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import io.tapio.redis.Command;
import io.tapio.redis.Redis;
import io.tapio.redis.RedisSettings;
import io.tapio.redis.Reply;
import io.tapio.service.Service;
import io.tapio.service.ServiceFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.util.ByteString;

/**
 * One connection of a server that is compared with: decodes, calls and encodes in one go. It knows neither
 * back-pressure nor calls that complete later, so it is the least that a request can cost, and no server to copy.
 *
 * @param <I> frames from the peer
 * @param <O> frames to the peer
 */
final class Exchange<I, O> {
    /** Where bytes come from; copies exactly {@code length} of them. */
    @FunctionalInterface
    interface Source {
        void copyTo(byte[] array, int offset, int length);
    }

    private static final Codec<Command, Reply> REDIS = Redis.serverCodec(RedisSettings.defaults());
    private static final int WINDOW = CodecSettings.load().writeWindowBytes();
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int CHUNK = 64 * 1024;

    /** A decoder reads arrays; one for each thread is enough, for only an unfinished frame outlives a read. */
    private static final ThreadLocal<byte[]> SCRATCH = ThreadLocal.withInitial(() -> new byte[CHUNK]);

    private final Decoder<I> decoder;
    private final Encoder<O> encoder;
    private final Output output = new Output(WINDOW);
    private final Peer peer;
    private final Function<? super I, ? extends O> answer;
    private ByteBuffer unread = NOTHING;

    Exchange(Codec<I, O> codec, Peer peer, Function<? super I, ? extends O> answer) {
        this.decoder = codec.decoder().get();
        this.encoder = codec.encoder().get();
        this.peer = peer;
        this.answer = answer;
    }

    /** Of the key-value store. */
    static Exchange<Command, Reply> redis(ServiceFactory<Command, Reply> services, Peer peer) {
        Service<Command, Reply> service = now(services.open(peer));
        Context context = contextOf(peer);
        return new Exchange<>(REDIS, peer, command -> now(service.call(context, command)));
    }

    /** Of the calls that connection makes. */
    static Context contextOf(Peer peer) {
        return Context.of(peer, Cancellation.none());
    }

    /** Answers the requests in the next {@code length} bytes of {@code source}, and in what was left before them. */
    void read(int length, Source source) {
        int kept = unread.remaining();
        byte[] array = kept + length <= CHUNK ? SCRATCH.get() : new byte[kept + length];
        unread.get(array, 0, kept);
        source.copyTo(array, kept, length);
        ByteBuffer in = ByteBuffer.wrap(array, 0, kept + length);
        for (I request = decoder.decode(in); request != null; request = decoder.decode(in)) {
            encoder.encode(answer.apply(request), output);
        }
        unread = in.hasRemaining() ? ByteBuffer.allocate(in.remaining()).put(in).flip() : NOTHING;
    }

    boolean hasReplies() {
        return !output.isEmpty();
    }

    ByteString replies() {
        return output.take();
    }

    void close() {
        peer.close();
    }

    static <T> T now(CompletionStage<T> done) {
        return done.toCompletableFuture().join();
    }
}
