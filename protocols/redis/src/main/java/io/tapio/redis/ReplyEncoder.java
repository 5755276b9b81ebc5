package io.tapio.redis;

import io.tapio.protocol.Encoder;
import io.tapio.protocol.Output;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Writes replies on a server. Of an array it remembers how far it got, whatever its depth, and goes on from there. */
final class ReplyEncoder implements Encoder<Reply> {
    private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Wire wire = new Wire();
    private @Nullable Open innermost;

    /** An array whose head is written, and what is left of it. */
    private record Open(Iterator<Reply> rest, @Nullable Open outer) {}

    @Override
    public void encode(Reply reply, Output out) {
        start(reply, out);
        while (innermost != null) {
            step(innermost, out);
        }
    }

    @Override
    public boolean encodeSome(Reply reply, Output out) {
        if (innermost == null) {
            start(reply, out);
        }
        while (innermost != null) {
            if (out.isFull()) {
                return false;
            }
            step(innermost, out);
        }
        return true;
    }

    private void step(Open open, Output out) {
        if (open.rest.hasNext()) {
            start(open.rest.next(), out);
        } else {
            innermost = open.outer;
        }
    }

    private void start(Reply reply, Output out) {
        if (reply == Reply.OK) {
            out.write(OK);
        } else if (reply instanceof Reply.Bulk bulk) {
            wire.bulk(bulk.bytes(), out);
        } else if (reply instanceof Reply.Int number) {
            wire.number(':', number.value(), out);
        } else if (reply == Reply.PONG) {
            out.write(PONG);
        } else if (reply instanceof Reply.Nil nil) {
            wire.number(nil == Reply.Nil.BULK ? '$' : '*', -1, out);
        } else if (reply instanceof Reply.Array array) {
            wire.number('*', array.items().size(), out);
            innermost = new Open(array.items().iterator(), innermost);
        } else if (reply instanceof Reply.Simple simple) {
            wire.line('+', simple.text(), out);
        } else if (reply instanceof Reply.Error error) {
            wire.line('-', error.text(), out);
        }
    }
}
