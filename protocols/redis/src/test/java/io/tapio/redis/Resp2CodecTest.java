package io.tapio.redis;

import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.testkit.codec.CodecContract;
import io.tapio.testkit.codec.Oversized;
import java.util.List;
import java.util.Optional;

/** Server to client, as every connection begins. */
class Resp2CodecTest extends CodecContract<Reply> {
    @Override
    protected Decoder<Reply> decoder() {
        return new ReplyDecoder(RedisSettings.defaults());
    }

    @Override
    protected Encoder<Reply> encoder() {
        return new ReplyEncoder();
    }

    @Override
    protected List<Reply> frames() {
        return List.of(
                Reply.OK,
                new Reply.Simple(""),
                new Reply.Error("ERR no"),
                new Reply.Int(Long.MIN_VALUE),
                Reply.Bulk.of("a\r\nb"),
                Reply.Bulk.of(""),
                Reply.NIL,
                Reply.NIL_ARRAY,
                Reply.Array.of(),
                Reply.Array.of(Reply.ONE, Reply.Array.of(Reply.NIL, Reply.Array.of()), Reply.Bulk.of("x")));
    }

    @Override
    protected Reply large() {
        return Reply.Bulk.of("x".repeat(64 * 1024));
    }

    @Override
    protected Optional<Oversized> oversized() {
        return Optional.of(new Oversized(Feed.bytes("*1048577\r\n"), 1 << 20));
    }
}
