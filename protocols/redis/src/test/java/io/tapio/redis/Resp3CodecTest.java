package io.tapio.redis;

import io.tapio.protocol.Decoder;
import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import io.tapio.testkit.codec.CodecContract;
import io.tapio.testkit.codec.Oversized;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Server to client, after {@code HELLO 3}. */
class Resp3CodecTest extends CodecContract<Reply> {
    @Override
    protected Decoder<Reply> decoder() {
        return new ReplyDecoder(RedisSettings.defaults());
    }

    @Override
    protected Encoder<Reply> encoder() {
        ReplyEncoder encoder = new ReplyEncoder();
        encoder.encode(new Reply.Speaking(3, Reply.NONE), new Output(1));
        return encoder;
    }

    @Override
    protected List<Reply> frames() {
        Reply.Map map = Reply.Map.of(
                Reply.entry("", Reply.Set.of(Reply.ONE)), new Reply.Entry(new Reply.Double(-0.5), Reply.Map.of()));
        return List.of(
                Reply.NIL,
                Reply.TRUE,
                Reply.FALSE,
                new Reply.Double(Double.NaN),
                new Reply.Double(0.1),
                new Reply.BigNumber("-12345678901234567890"),
                Reply.Verbatim.of("two\r\nlines"),
                new Reply.Verbatim("mkd", Reply.Bulk.of("")),
                map,
                Reply.Set.of(),
                Reply.Push.of(Reply.Bulk.of("message"), Reply.Push.of()),
                new Reply.Attributed(map, Reply.Array.of(Reply.NIL, new Reply.Attributed(map, Reply.OK))),
                new Reply.Attributed(Reply.Map.of(), new Reply.Attributed(Reply.Map.of(), Reply.ZERO)));
    }

    @Override
    protected Reply large() {
        return new Reply.Map(Collections.nCopies(4096, new Reply.Entry(Reply.Bulk.of("0123"), new Reply.Double(0.5))));
    }

    @Override
    protected Optional<Oversized> oversized() {
        return Optional.of(new Oversized(Feed.bytes("%524289\r\n"), 1 << 20));
    }
}
